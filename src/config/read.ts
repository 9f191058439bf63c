import { closest } from 'fastest-levenshtein';
import * as v from 'valibot';
import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { type Finding, finding } from '../diagnostics/finding';
import type { ConfigSchema } from '../model/environment';

const PREFIX = 'steading:';

/** What a configuration file says, or what is wrong with it. Never both. */
export type Read = { readonly config: Readonly<Record<string, unknown>> } | { readonly findings: readonly Finding[] };

/** Reads the text of a `Pulumi.<env>.yaml` with the schema of its environment. Keys of other projects are passed over. */
export function readConfig(file: string, source: string, schema: ConfigSchema): Read {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const place = (offset = 0) => {
    const { line, col } = lines.linePos(offset);
    return () => ({ file, line, column: col });
  };
  if (document.errors.length > 0) {
    const findings = document.errors.map((error) => {
      const detail = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
      return finding('configuration/not-yaml', { detail: lower(detail) }, { at: place(error.pos[0]) });
    });
    return { findings };
  }

  const whole = (document.toJS() ?? {}) as { config?: Record<string, unknown> };
  const areas = Object.entries(whole.config ?? {}).filter(([key]) => key.startsWith(PREFIX));
  const values = Object.fromEntries(areas.map(([key, value]) => [key.slice(PREFIX.length), value]));
  const hidden = areas.flatMap(([key, value]) => secureLeaves(value, [key.slice(PREFIX.length)]));
  if (hidden.length > 0) {
    return {
      findings: hidden.map((path) =>
        finding('configuration/secret-in-place', { key: name(path) }, { at: place(offset(path, true)) }),
      ),
    };
  }
  const result = v.safeParse(v.strictObject(schema), values);
  if (result.success) return { config: result.output };
  return { findings: result.issues.flatMap((issue) => report(issue)) };

  function report(issue: v.BaseIssue<unknown>): Finding[] {
    if (issue.type === 'union' && issue.issues) return [report(issue.issues[0])[0] ?? wrong(issue)];
    const path = (issue.path ?? []).map((item) => item.key as string | number);
    const key = name(path);
    if (issue.type === 'strict_object' && issue.expected === 'never') {
      const known = Object.keys(knownAt(path.slice(0, -1))).map((last) => name([...path.slice(0, -1), last]));
      const nearest = known.length > 0 && key.length < 60 ? closest(key, known) : undefined;
      return [finding('configuration/unknown-key', { key, known, nearest }, { at: place(offset(path, true)) })];
    }
    if (issue.received === 'undefined') {
      return [
        finding(
          'configuration/missing-key',
          { key, expected: expected(issue) },
          { at: place(offset(path.slice(0, -1), true)) },
        ),
      ];
    }
    return [wrong(issue)];
  }

  function wrong(issue: v.BaseIssue<unknown>): Finding {
    const path = (issue.path ?? []).map((item) => item.key as string | number);
    return finding(
      'configuration/wrong-value',
      { key: name(path), got: show(issue.input), expected: expected(issue) },
      { at: place(offset(path, false)) },
    );
  }

  /** The objects of a schema that stand at a path. */
  function knownAt(path: readonly (string | number)[]): Record<string, unknown> {
    let at: unknown = { entries: schema };
    for (const key of path) {
      const { entries, item, value } = inner(at);
      at = entries?.[key] ?? item ?? value;
    }
    return inner(at).entries ?? {};
  }

  /** Where a path stands in the file: at its key, or at its value. */
  function offset(path: readonly (string | number)[], atKey: boolean): number | undefined {
    const [area, ...rest] = path;
    const full = area === undefined ? ['config'] : ['config', `${PREFIX}${area}`, ...rest];
    const parent = document.getIn(full.slice(0, -1), true);
    if (atKey && isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(full.at(-1)));
      return (pair?.key as Node | undefined)?.range?.[0];
    }
    return (document.getIn(full, true) as Node | undefined)?.range?.[0];
  }
}

/** Paths of secure values below the top level, where only the engine could open them. */
function secureLeaves(value: unknown, path: readonly string[]): string[][] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'secure' && path.length > 1 ? [[...path]] : secureLeaves(child, [...path, key]),
  );
}

type Inner = {
  entries?: Record<string, unknown>;
  item?: unknown;
  value?: unknown;
  wrapped?: unknown;
  pipe?: unknown[];
};

function inner(schema: unknown): Inner {
  const { wrapped, pipe, ...own } = (schema ?? {}) as Inner;
  if (own.entries || own.item || own.value) return own;
  return wrapped ? inner(wrapped) : pipe?.[0] ? inner(pipe[0]) : own;
}

/** `steading:cluster.nodes.homelab.cpu`. */
function name([area, ...rest]: readonly (string | number)[]): string {
  return `${PREFIX}${area ?? ''}${rest.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')}`;
}

/** Our own messages say what is expected; valibot's say it in `expected`. */
function expected({ message, expected: type }: v.BaseIssue<unknown>): string {
  return message.startsWith('Invalid') ? (type === 'Object' ? 'a map of keys' : (type ?? 'another value')) : message;
}

function show(value: unknown): string {
  if (value !== null && typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a map';
  return typeof value === 'string' ? `'${value}'` : String(value);
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
