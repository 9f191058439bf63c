import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { javascript } from './expression';

/**
 * Writes `src/secrets/detect/issuers.json`: the rules of gitleaks, as data. `npm run issuers` after the version below was raised;
 * the folder of the package is asked of Go, which checks it against its checksum database or go.sum.
 */
const MODULE = 'github.com/zricethezav/gitleaks/v8';
const VERSION = 'v8.30.1';
const SUM = 'h1:PmEvCfVI7ti9dV3s5aMZUY7sS2GxRvG3yzih7E+cS3w=';

/** Told by structure here, open to everybody, or of no use without the file's name. */
const WITHOUT =
  /^(generic-api-key|kubernetes-secret-yaml|private-key|pkcs12-file|curl-auth-(header|user)|nuget-config-password|hashicorp-tf-password)$|-(client-id|access-id|public-key|pub-key|pub-api-key)$|^aws-amazon-bedrock-api-key-short-lived$|^flickr/;

export interface Rule {
  readonly id: string;
  /** In lower case; one of them stands in every text in which the rule finds anything. */
  readonly keywords: readonly string[];
  readonly source: string;
  readonly flags: string;
  /** Bits a letter, by Shannon, below which it is a word and no secret. */
  readonly entropy?: number;
}

export function rulesOf(toml: string): Rule[] {
  return toml
    .split('[[rules]]')
    .slice(1)
    .flatMap((text): Rule[] => {
      const own = text.split(/^\[\[rules\./m)[0] ?? '';
      const id = /^id = "(.*)"$/m.exec(own)?.[1] ?? '';
      const regex = /^regex = '''([\s\S]*?)'''$/m.exec(own)?.[1];
      if (regex === undefined || WITHOUT.test(id)) return [];
      const entropy = /^entropy = ([\d.]+)$/m.exec(own)?.[1];
      const keywords = [...(/^keywords = \[([\s\S]*?)\]/m.exec(own)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(
        ([, one = '']) => one,
      );
      const { source, flags } = javascript(regex);
      new RegExp(source, flags);
      return [
        {
          id,
          keywords: keywords.map((one) => one.toLowerCase()),
          source,
          flags,
          ...(entropy && { entropy: Number(entropy) }),
        },
      ];
    });
}

/** The file as it should be. */
export function issuers(): string {
  const said = execFileSync('go', ['mod', 'download', '-json', `${MODULE}@${VERSION}`], {
    encoding: 'utf8',
    cwd: tmpdir(),
  });
  const { Dir, Sum } = JSON.parse(said) as { Dir: string; Sum: string };
  if (Sum !== SUM) throw new Error(`${MODULE}@${VERSION} has the sum ${Sum}, expected ${SUM}`);
  const rules = rulesOf(readFileSync(join(Dir, 'config', 'gitleaks.toml'), 'utf8'));
  const notice = readFileSync(join(Dir, 'LICENSE'), 'utf8').trim();
  return `${JSON.stringify({ from: `${MODULE}@${VERSION}`, notice, rules }, null, 2)}\n`;
}

if (require.main === module) writeFileSync(join(__dirname, '../../src/secrets/detect/issuers.json'), issuers());
