import { basename } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { Refusal } from '../../base/refusal';
import { PositionedDocument } from '../../config/document';
import { type LlmWays, VARIANTS, type Variant } from '../../config/llm';
import type { Environment } from '../../model/environment';
import type { Project } from '../../project';
import { type Synthesis, synthesize } from '../../synthesize';
import { replaceFile } from '../../write';
import { readText } from '../../write/disk';
import { EXIT } from '../exit';
import { findingsText, tally } from '../print/findings';
import { consumersText, switchText } from '../print/llm';
import { print, tell } from '../print/output';

const PLACE = ['config', 'steading:llm', 'variant'];

/** Says who asks which language model; with `switch`, points them to another one. */
export async function llm(project: Project, name: string, action?: string, variant?: string): Promise<number> {
  const [environment] = project.chosen([name]);
  if (!environment) return EXIT.usage;
  if (action === undefined) return show(project, environment);
  const usage = `steading llm ${name} switch ${VARIANTS.join('|')}`;
  if (action !== 'switch') throw new Refusal('usage', `unknown word '${action}'`, `did you mean 'switch'? ${usage}`);
  if (variant === undefined) throw new Refusal('usage', 'switch to which variant?', usage);
  return switchTo(project, environment, known(variant));
}

async function show(project: Project, environment: Environment): Promise<number> {
  const resolved = project.resolve(environment);
  const synthesis = await synthesize(environment, resolved);
  if (hasErrors(synthesis)) return refused(synthesis, '');
  const ways = resolved.config.llm as LlmWays | undefined;
  const described = VARIANTS.filter((one) => ways?.[one] !== undefined);
  const choice = ways ? `${environment.name}: ${ways.variant}, of ${described.join(', ')}\n\n` : '';
  print(`${choice}${consumersText(synthesis.graph)}\n`);
  return EXIT.fine;
}

async function switchTo(project: Project, environment: Environment, variant: Variant): Promise<number> {
  const path = project.configurationFile(environment.name);
  const file = basename(path);
  const resolved = project.resolve(environment);
  const source = readText(path);
  const now = (resolved.config.llm as LlmWays | undefined)?.variant;
  const text = new PositionedDocument(file, source).withWord(PLACE, variant);
  if (now === undefined || text === undefined)
    throw new Refusal(
      'usage',
      `environment '${environment.name}' has no choice of language models: ${file} has no word at steading:llm.variant`,
      'an environment with `llm` in its config has one; stacks/idp.ts shows how',
    );
  if (now === variant) {
    print(`${environment.name} asks ${variant} already; nothing was changed\n`);
    return EXIT.fine;
  }
  const was = await synthesize(environment, resolved);
  const becomes = await synthesize(environment, project.resolve(environment, text));
  if (hasErrors(becomes)) return refused(becomes, '; nothing was changed');
  replaceFile(path, source, text);
  print(`${environment.name}: ${now} → ${variant}\n\n${patchText(file, source, text)}\n\n`);
  print(`${switchText(was, becomes)}\n`);
  if (becomes.findings.length > 0) tell(`\n${findingsText(becomes.findings)}${tally(becomes.findings)}\n`);
  return EXIT.fine;
}

function known(variant: string): Variant {
  const found = VARIANTS.find((one) => one === variant);
  if (found) return found;
  throw new Refusal(
    'usage',
    `unknown variant '${variant}'`,
    `did you mean '${closest(variant, [...VARIANTS])}'? known: ${VARIANTS.join(', ')}`,
  );
}

const hasErrors = ({ findings }: Synthesis): boolean => findings.some(({ severity }) => severity === 'error');

function refused({ findings }: Synthesis, what: string): number {
  tell(`${findingsText(findings)}\n${tally(findings)}${what}\n`);
  return EXIT.findings;
}

function patchText(file: string, was: string, becomes: string): string {
  const { structuredPatch } = require('diff') as typeof import('diff');
  const { hunks } = structuredPatch('', '', was, becomes, undefined, undefined, { context: 1 });
  return [file, ...hunks.flatMap((hunk) => [`@@ -${hunk.oldStart} +${hunk.newStart} @@`, ...hunk.lines])].join('\n');
}
