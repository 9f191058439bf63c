import type { Step } from './change';

const INSIDE = ' » ';
const PLAIN = /^[\w$/-]*[A-Za-z_$][\w$/-]*$/;

/** A way to a field, as people write it: `spec.containers[litellm].image`, `data["config.yaml"] » model_list[gpt-4o].rpm`. */
export function notation(path: readonly Step[]): string {
  return path.reduce<string>((way, step) => way + written(step, way === '' || way.endsWith(INSIDE)), '');
}

function written(step: Step, isFirst: boolean): string {
  if (typeof step === 'number') return `[${step}]`;
  if (typeof step === 'string') return PLAIN.test(step) ? `${isFirst ? '' : '.'}${step}` : `[${JSON.stringify(step)}]`;
  if ('inside' in step) return INSIDE;
  if ('order' in step) return ', order';
  const known = Object.entries(step.by);
  const [only] = known;
  if (only && known.length === 1 && typeof only[1] === 'string') return `[${member(only[1])}]`;
  return `[${known.map(([key, value]) => `${key}=${member(value)}`).join(',')}]`;
}

/** A text that could be taken for a place in a list, or for the end of the brackets, stands in quotes. */
function member(value: string | number): string {
  if (typeof value === 'number') return String(value);
  return /^\d+$/.test(value) || !/^[\w./:@*-]+$/.test(value) ? JSON.stringify(value) : value;
}
