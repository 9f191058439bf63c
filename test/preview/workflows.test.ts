import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { parse } from 'yaml';
import { project } from '../support/project';
import { ROOT } from '../support/steading';

interface Workflow {
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, { readonly permissions?: object; readonly steps: readonly Step[] }>>;
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const workflow = (name: string): Workflow => parse(readFileSync(join(ROOT, '.github/workflows', name), 'utf8'));
const comment = workflow('preview-comment.yml');
const MARKER = '<!-- steading-preview -->';

/** Stands in for GitHub: pages of comments, as its API hands them out. */
class StandInGitHub {
  readonly made: unknown[] = [];
  readonly updated: unknown[] = [];
  readonly failures: string[] = [];
  readonly rest = {
    pulls: { list: 'pulls' },
    issues: {
      listComments: 'comments',
      createComment: async (one: unknown) => this.made.push(one),
      updateComment: async (one: unknown) => this.updated.push(one),
    },
  };

  constructor(
    private readonly pulls: readonly object[],
    private readonly comments: readonly object[],
  ) {}

  readonly paginate = async (what: string): Promise<readonly object[]> =>
    what === 'pulls' ? this.pulls : this.comments;

  /** Runs the script of the workflow as github-script does, in a folder with the file that was handed over. */
  async run(text: string, from = 'us'): Promise<this> {
    const folder = project({ 'preview/comment.md': text });
    const script = comment.jobs.comment?.steps.find(({ uses }) => uses?.startsWith('actions/github-script'))?.with
      ?.script;
    const AsyncFunction = (async () => undefined).constructor as new (
      ...args: string[]
    ) => (...args: unknown[]) => Promise<void>;
    const files = { readFileSync: (path: string, encoding: 'utf8') => readFileSync(join(folder, path), encoding) };
    const fork = { owner: { login: 'somebody' }, full_name: `${from}/platform` };
    const payload = { workflow_run: { head_repository: fork, head_branch: 'work', head_sha: 'abc' } };
    const context = { repo: { owner: 'us', repo: 'platform' }, payload };
    const core = { setFailed: (why: string) => this.failures.push(why), notice: () => undefined };
    await new AsyncFunction('github', 'context', 'core', 'require', String(script))(this, context, core, () => files);
    return this;
  }
}

/** As a browser reads what is left of HTML: the semicolon may be missing behind a number. */
function decoded(html: string): string {
  return html
    .replaceAll(/&#(?:[xX]([\da-fA-F]+)|(\d+));?/g, (_, hex, dec) =>
      String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(dec)),
    )
    .replaceAll('&commat;', '@');
}

const PULL = { number: 7, head: { sha: 'abc' } };
const others = Array.from({ length: 250 }, (_, id) => ({ id, body: `comment ${id}`, user: { login: 'somebody' } }));
const ours = { id: 999, body: `${MARKER}\nold`, user: { login: 'github-actions[bot]' } };
const forged = { id: 998, body: `${MARKER}\nforged`, user: { login: 'somebody' } };
const TEXT = `${MARKER}\nnew`;

describe('the comment', () => {
  it('is made once', async () => {
    const { made, updated } = await new StandInGitHub([PULL], [...others, forged]).run(TEXT);
    expect([made, updated]).toEqual([[{ owner: 'us', repo: 'platform', issue_number: 7, body: TEXT }], []]);
  });

  it('is found behind others, and kept up to date', async () => {
    const { made, updated } = await new StandInGitHub([PULL], [...others, forged, ours]).run(TEXT);
    expect([made, updated]).toEqual([[], [{ owner: 'us', repo: 'platform', comment_id: 999, body: TEXT }]]);
  });

  it('says that a fork made it, which can call nobody by it', async () => {
    const { made } = await new StandInGitHub([PULL], []).run(`${MARKER}\nhi @everyone`, 'somebody');
    const [{ body = '' } = {}] = made as { body?: string }[];
    expect(body.startsWith(`${MARKER}\n\nThe code of somebody/platform has made this`)).toBe(true);
    expect(body).not.toMatch(/@\w/);
  });

  it.each([
    ...[
      '@octocat',
      '\\@octocat',
      '&#64;octocat',
      '&#0064;octocat',
      '&#x40;octocat',
      '&#X00040;octocat',
      '&commat;org/team',
    ],
    ...[
      '<p>&#64octocat</p>',
      '<p>&#x40;octocat</p>',
      '<p>&commat;octocat</p>',
      '<b>&#00000064octocat</b>',
      '**&#64;**octocat',
    ],
  ])('of a fork calls nobody by %s', async (text) => {
    const { made } = await new StandInGitHub([PULL], []).run(`${MARKER}\n\nhi ${text}\n\n${text}\n`, 'somebody');
    const [{ body = '' } = {}] = made as { body?: string }[];
    const shown = decoded(new MarkdownIt({ html: true }).render(body).replaceAll(/<[^>]*>/g, ''));
    expect(shown).toContain('@');
    expect(shown).not.toMatch(/@\w/);
  });

  it('of a fork says all else as it was made', async () => {
    const text = '`a &amp; b` <code>&#58;&#641;&#x401;</code> &commatx &lt;';
    const { made } = await new StandInGitHub([PULL], []).run(`${MARKER}\n${text}`, 'somebody');
    expect((made as { body?: string }[])[0]?.body).toContain(text);
  });

  it('is of no pull request that has gone on meanwhile', async () => {
    const { made, updated } = await new StandInGitHub([{ number: 7, head: { sha: 'def' } }], [ours]).run(TEXT);
    expect([made, updated]).toEqual([[], []]);
  });

  it.each([
    ['without its mark', 'anything at all'],
    ['that GitHub would refuse', MARKER + 'x'.repeat(65_000)],
  ])('is none %s', async (_, text) => {
    const { made, failures } = await new StandInGitHub([PULL], []).run(text);
    expect([made, failures]).toEqual([[], ['preview/comment.md is no preview']]);
  });
});

describe('rights', () => {
  it('what runs the code of a pull request may only read', () => {
    expect(workflow('preview.yml').permissions).toEqual({ contents: 'read' });
  });

  it('what may write runs nothing of it', () => {
    expect(comment.permissions).toEqual({});
    expect(comment.jobs.comment?.permissions).toEqual({ actions: 'read', 'pull-requests': 'write' });
    const steps = comment.jobs.comment?.steps ?? [];
    expect(steps.filter(({ run, uses }) => run !== undefined || uses?.startsWith('actions/checkout'))).toEqual([]);
  });

  it('nothing is of one repository: both are templates', () => {
    for (const name of ['preview.yml', 'preview-comment.yml'])
      expect(JSON.stringify(workflow(name))).not.toMatch(/homelab|vectorweight|steading\//);
  });
});
