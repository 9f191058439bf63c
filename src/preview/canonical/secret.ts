import type { Manifest } from '../../kubernetes/manifest';
import { type Fields, fields } from '../../kubernetes/manifest';
import { printed } from '../print';

/** `stringData` is `data` that somebody wrote in plain: a server keeps one of them. A Secret of no type is `Opaque`. */
export function secret(manifest: Manifest): Fields {
  const { data, stringData, type, ...rest } = manifest;
  const plain = Object.entries(fields(stringData)).map(([key, value]) => [key, base64(printed(value))] as const);
  const given = Object.entries(fields(data)).map(([key, value]) => [key, base64(bytes(value))] as const);
  const all = [...given, ...plain];
  return {
    ...rest,
    ...(type !== 'Opaque' && { type }),
    ...(all.length > 0 && { data: Object.fromEntries(all) }),
  };
}

/** The bytes that a key of `data` stands for, whatever its line breaks. */
export function bytes(value: unknown): Buffer {
  return Buffer.from(printed(value), 'base64');
}

function base64(value: string | Buffer): string {
  return Buffer.from(value as string).toString('base64');
}
