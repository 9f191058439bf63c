import { relative, resolve, sep } from 'node:path';

/** A place in the user's code, relative to the working directory. Lines and columns count from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A place that is worked out only when somebody asks: most are never printed. */
export type Where = () => Location | undefined;

const ROOT = resolve(__dirname, '../..');
const OURS = [`${ROOT}${sep}src${sep}`, `${ROOT}${sep}constructs${sep}`, `${sep}node_modules${sep}`, 'node:'];
const FRAME = /\(?([^\s()]+):(\d+):(\d+)\)?$/;
const DEPTH = 12;

/** The line of a stack file (or of whoever uses the library) that led here; frames of the library itself are passed over. */
export function here(): Where {
  const trace: { stack?: string } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  Error.captureStackTrace(trace, here);
  Error.stackTraceLimit = limit;
  return () => outside(trace.stack ?? '');
}

/** The first line of a trace that is not the library's own. */
export function outside(stack: string): Location | undefined {
  for (const frame of stack.split('\n').slice(1)) {
    const [, file, line, column] = FRAME.exec(frame.trim().replace('file://', '')) ?? [];
    if (file === undefined || OURS.some((part) => file.includes(part))) continue;
    return { file: relative(process.cwd(), file), line: Number(line), column: Number(column) };
  }
  return undefined;
}
