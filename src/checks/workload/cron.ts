interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly words?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31 },
  {
    ...{ name: 'month', from: 1, to: 12 },
    words: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of the week', from: 0, to: 6, words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];
const NAMED = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/;
const EVERY = /^@every ([+-]?\d+(\.\d*)?(ns|us|µs|ms|s|m|h))+$/;

/** What is wrong with a schedule as Kubernetes reads it (robfig/cron v3, `ParseStandard`); nothing where it is taken. */
export function cronProblem(schedule: string): string | undefined {
  if (/TZ=/.test(schedule)) return 'a time zone belongs into timeZone';
  if (schedule.startsWith('@'))
    return NAMED.test(schedule) || EVERY.test(schedule) ? undefined : `'${schedule}' is no name of a schedule`;
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) return `it has ${fields[0] === '' ? 0 : fields.length} fields, expected 5`;
  for (const [at, field] of FIELDS.entries()) {
    const parts = fields[at]?.split(',').filter((part) => part !== '') ?? [];
    const problem = parts.map((part) => partProblem(part, field)).find((one) => one !== undefined);
    if (problem) return problem;
  }
  return undefined;
}

/** `*`, `5`, `1-5`, each with or without a step: `*\/15`. */
function partProblem(part: string, { name, from, to, words }: Field): string | undefined {
  const [range = '', step, ...more] = part.split('/');
  const ends = range.split('-');
  const expected = `expected ${from} to ${to}`;
  if (more.length > 0 || ends.length > 2) return `'${part}' is no ${name}`;
  if (step !== undefined && !/^0*[1-9]\d*$/.test(step))
    return `'${step}' is no step of the ${name}, expected 1 or more`;
  if (ends[0] === '*' || ends[0] === '?') return undefined;
  const numbers = ends.map((end) => {
    const word = words?.indexOf(end.toLowerCase()) ?? -1;
    return word >= 0 ? word + from : /^\d+$/.test(end) ? Number(end) : Number.NaN;
  });
  const [first = Number.NaN, last = first] = numbers;
  if (Number.isNaN(first) || Number.isNaN(last)) return `'${range}' is no ${name}, ${expected}`;
  if (first < from || last > to) return `${name} ${range} is out of range, ${expected}`;
  return first > last ? `${name} ${range} ends before it begins` : undefined;
}
