import { shortened } from '../base/shorten';
import { visible } from '../base/visible';

const LINES = 20;
const LINE = 400;

/** What a script said, for people: its last lines, each on one line of its own, and set apart from what we say. */
export function saidLines(text: string): string[] {
  const lines = text.trim().split(/\r?\n/);
  return lines.slice(-LINES).map((line) => `| ${visible(shortened(line, LINE))}`);
}

/** The same within a sentence. */
export function said(text: string): string {
  return visible(shortened(text.trim(), LINE));
}
