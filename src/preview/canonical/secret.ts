import { type Fields, fields } from '../../checks/pods';
import type { Manifest } from '../../graph/graph';

/** `stringData` is `data` that somebody wrote in plain: a server keeps one of them. */
export function secret(manifest: Manifest): Fields {
  const { data, stringData, ...rest } = manifest;
  const plain = Object.entries(fields(stringData)).map(([key, value]) => [key, base64(String(value ?? ''))] as const);
  const given = Object.entries(fields(data)).map(([key, value]) => [key, base64(bytes(value))] as const);
  const all = [...given, ...plain];
  return { ...rest, ...(all.length > 0 && { data: Object.fromEntries(all) }) };
}

/** The bytes that a key of `data` stands for, whatever its line breaks. */
export function bytes(value: unknown): Buffer {
  return Buffer.from(String(value ?? ''), 'base64');
}

function base64(value: string | Buffer): string {
  return Buffer.from(value as string).toString('base64');
}
