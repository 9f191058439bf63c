import { appendFileSync } from 'node:fs';

/** What one judge was asked, and how long that took. */
export interface Judgement {
  readonly judge: string;
  readonly what: string;
  readonly seconds: number;
}

/** Leaves a judgement for the report at the end of `npm run test:judges`: its reporter names the file. */
export function record(judgement: Judgement): void {
  const file = process.env.STEADING_JUDGEMENTS;
  if (file) appendFileSync(file, `${JSON.stringify(judgement)}\n`);
}
