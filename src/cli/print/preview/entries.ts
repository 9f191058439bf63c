import { scalar } from '../../../backends/scalars';
import { document } from '../../../backends/yaml';
import type { CommandChange, FieldChange, ObjectChange, TextChange } from '../../../preview/change';
import { notation } from '../../../preview/notation';
import { type Line, linesBetween } from './lines';

/** A place that changed, and how: from one value to another, or by lines. */
export type Entry =
  | { readonly at: string; readonly before?: string; readonly after?: string }
  | { readonly at: string; readonly lines: readonly Line[] };

const ONE_LINE = 80;

export function entriesOfObject({ what, object, was, fields, before, after }: ObjectChange): Entry[] {
  if (what === 'added' || what === 'removed')
    return [{ at: '', lines: linesBetween(before ? document(before) : '', after ? document(after) : '') }];
  const moved = (['namespace', 'name', 'apiVersion'] as const).flatMap((key): Entry[] =>
    was && was[key] !== object[key] && !fields.some(({ path }) => path.at(-1) === key)
      ? [entry(key === 'apiVersion' ? key : `metadata.${key}`, was[key] ?? undefined, object[key] ?? undefined)]
      : [],
  );
  return [...moved, ...fields.map(entryOfField)];
}

export function entryOfField({ path, before, after }: FieldChange): Entry {
  return entry(notation(path), asText(before), asText(after));
}

export function entryOfText(at: string, { before, after }: Pick<TextChange, 'before' | 'after'>): Entry {
  return { at, lines: linesBetween(before ?? '', after ?? '') };
}

/** `runs again: install-driver, as root, reboots: its file changed` */
export function commandText({ what, name, as, reboots, because }: CommandChange): string {
  return `${what}: ${name}, as ${as}${reboots ? ', reboots' : ''}: ${because}`;
}

function entry(at: string, before: string | undefined, after: string | undefined): Entry {
  if (isLong(before) || isLong(after)) return { at, lines: linesBetween(before ?? '', after ?? '') };
  return { at, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

const isLong = (text: string | undefined): boolean => text?.includes('\n') ?? false;

/** As YAML says it; a text of many lines as it is. */
function asText(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return value.includes('\n') ? value : scalar(value);
  if (typeof value !== 'object' || value === null) return scalar(value);
  const flow = JSON.stringify(value);
  return flow.length <= ONE_LINE ? flow : document(value);
}
