import type { Finding } from '../../diagnostics/finding';

/** What somebody's program puts in before the API server sees it: variables of Flux and envsubst, SOPS, vault plugins, templates. */
const LATER = /\$\{[A-Za-z_][^}]*\}|ENC\[AES256_GCM,|<path:[^>]+>|\{\{|<<[A-Z_]+>>/;

/** Whether a text is not yet what it will be. */
export function isLater(text: string): boolean {
  return LATER.test(text);
}

/** Whether a finding speaks of a value that is not there yet. The name of the object itself does not count, unless it is what is judged. */
export function isOfLater({ code, message }: Finding, object: string | undefined): boolean {
  if (code === 'delivery/eaten-variable') return false;
  if (code === 'object/duplicate') return isLater(message);
  return isLater(object === undefined ? message : message.replaceAll(object, ''));
}
