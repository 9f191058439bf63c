import { ApiObject } from 'cdk8s';
import { dump } from 'js-yaml';
import { type Component, fingerprint, type Namespace } from '../../src';
import { anywhere } from './pattern';
import type { Mounted } from './values';

/**
 * Patterns of issues, written out in the dialect of Python's `re` and matched from the start. All that are given have to match. `steading check` judges
 * words, `.`, `.*`, escaped punctuation and `|`, and refuses what it cannot judge.
 */
export type Matches =
  | { readonly issueName: string; readonly issueId?: string; readonly source?: string }
  | { readonly issueId: string; readonly source?: string }
  | { readonly source: string };

/** Instructions that are part of the prompt when an issue matches, in `/api/investigate` only. */
export interface Runbook {
  /** For people: HolmesGPT tells runbooks apart by their patterns. */
  readonly name: string;
  /** What it is about: words of which the title of the issue contains one, in this case. Or patterns, where words are not enough. */
  readonly about: readonly [string, ...string[]] | Matches;
  /** What it is meant for: titles of issues, or what else its first pattern is about. All of them have to match. */
  readonly examples: readonly [string, ...string[]];
  /** Steps, in order: models follow a numbered list better than prose. */
  readonly instructions: readonly string[];
}

const NAME = 'custom-runbooks';
const FILE = `${NAME}.yaml`;
/** Where HolmesGPT reads every `*.yaml`: it has no setting for a folder of ours. */
const FOLDER = '/app/holmes/plugins/runbooks';

/** The ConfigMap of runbooks, in the file that document 002 names, and how pods get to see it. A file mounted so does not change until its pod is another. */
export function mountedRunbooks(
  component: Component,
  { name: namespace }: Namespace,
  runbooks: readonly Runbook[],
): Mounted {
  const text = runbookFile(runbooks);
  new ApiObject(component, NAME, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: NAME, namespace },
    data: { [FILE]: text },
  });
  component.file(`platform/${component.name}/${NAME}-configmap.yaml`, [`ConfigMap/${NAME}`]);
  return {
    annotations: { 'steading.dev/config': fingerprint(text) },
    volume: { name: NAME, configMap: { name: NAME } },
    mount: { name: NAME, mountPath: `${FOLDER}/${FILE}`, subPath: FILE },
  };
}

/** As `ListOfRunbooks` of HolmesGPT takes it (holmes/plugins/runbooks/__init__.py), which refuses keys that it does not know. */
export function runbookFile(runbooks: readonly Runbook[]): string {
  const entries = runbooks.map(({ name, about, instructions }) => {
    const { issueName, issueId, source } = patternsOf(about);
    const match = {
      ...(issueName !== undefined && { issue_name: issueName }),
      ...(issueId !== undefined && { issue_id: issueId }),
      ...(source !== undefined && { source }),
    };
    const steps = instructions.map((step, i) => `${i + 1}. ${step}\n`).join('');
    return `# ${name}\n${dump([{ match, instructions: steps }], { lineWidth: -1 })}`;
  });
  return `runbooks:\n${entries.join('').replace(/^(?=.)/gm, '  ')}`;
}

/** The patterns of a runbook by the field of an issue that they judge. */
export function patternsOf(about: Runbook['about']): Partial<Record<'issueName' | 'issueId' | 'source', string>> {
  return 'length' in about ? { issueName: anywhere(about) } : about;
}
