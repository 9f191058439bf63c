import type { Step } from './change';

/** `spec.containers[name=app].args`, `data["config.yaml"] » model_list`. */
export function pathText(path: readonly Step[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (typeof step === 'string')
      return /^[\w-]+$/.test(step) ? joined(text, step) : `${text}[${JSON.stringify(step)}]`;
    if ('inside' in step) return `${text} » `;
    if ('order' in step) return `${text}, order`;
    return `${text}[${Object.entries(step.by).map((entry) => entry.join('='))}]`;
  }, '');
}

function joined(text: string, name: string): string {
  return text === '' || text.endsWith(' ') ? text + name : `${text}.${name}`;
}
