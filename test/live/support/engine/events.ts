import { existsSync, readFileSync } from 'node:fs';

export interface Ended {
  readonly code: number;
  /** All that a person would see. */
  readonly said: string;
}

interface Event {
  readonly summaryEvent?: { readonly resourceChanges: Readonly<Record<string, number>> };
  readonly resourcePreEvent?: { readonly metadata: Step };
  readonly resOutputsEvent?: { readonly metadata: Step };
}

interface Step {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
}

/** What the engine calls what it does to a resource; all else leaves it as it is, or only says what others do. */
const DONE: Readonly<Record<string, string>> = {
  create: 'create',
  'create-replacement': 'create',
  update: 'update',
  delete: 'delete',
  'delete-replaced': 'delete',
};

/** The events of a run; one that goes on, or was killed, may have half of the last. */
function eventsOf(file: string): Event[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return lines.flatMap((line) => {
    try {
      return JSON.parse(line) as Event;
    } catch {
      return [];
    }
  });
}

/** How many resources were dealt with in which way: the last event says so. */
export function changesIn(file: string): Readonly<Record<string, number>> {
  const summaries = eventsOf(file).flatMap(({ summaryEvent }) => (summaryEvent ? [summaryEvent.resourceChanges] : []));
  return summaries.at(-1) ?? {};
}

/** What began and what ended, in the order in which it did: `begin create type::name`. */
export function logOf(file: string): string[] {
  return eventsOf(file).flatMap(({ resourcePreEvent: began, resOutputsEvent: ended }) => {
    const { op = '', urn = '', type = '' } = (began ?? ended)?.metadata ?? {};
    const what = DONE[op];
    if (what === undefined || /^(pulumi|steading):/.test(type)) return [];
    return [`${began ? 'begin' : 'end'} ${what} ${type}::${urn.split('::').slice(3).join('::')}`];
  });
}
