import { createColors } from 'picocolors';
import { own } from './output';

const { stdout, stderr, env } = process;

const isTerminal = Boolean(stdout.isTTY && stderr.isTTY) && env.TERM !== 'dumb';

/** Colours on a terminal or where FORCE_COLOR wants them, and nowhere else: picocolors alone would take a CI system for one. */
const colours = createColors((isTerminal || Boolean(env.FORCE_COLOR)) && !env.NO_COLOR);

type Paint = (text: string) => string;

/** The same, by control sequences that are known as ours. What is painted already keeps its colour. */
function marked(paint: Paint): Paint {
  const [open = '', close = ''] = paint('\0')
    .split('\0')
    .map((sequence) => (sequence === '' ? '' : own(sequence.slice('\x1b['.length))));
  return open === '' ? (text) => text : (text) => open + text.replaceAll(close, close + open) + close;
}

const { bold, dim, red, green, yellow, cyan } = colours;

export default {
  bold: marked(bold),
  dim: marked(dim),
  red: marked(red),
  green: marked(green),
  yellow: marked(yellow),
  cyan: marked(cyan),
};
