import { createHash } from 'node:crypto';

/** A short name for a content: the same content has the same one, on every machine. */
export function fingerprint(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 10);
}
