import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { transformFileSync } from '@swc/core';
import type { Answer, Job } from './child';
import { scratch } from './support';

const ROOT = join(__dirname, '../..');
const NEEDED = ['src/base', 'src/write', 'test/write'];
let built: string | undefined;

/** The child's script as JavaScript, made once: it is started a hundred times, and compiling it takes longer than what it does. */
function script(): string {
  built ??= scratch();
  const child = join(built, relative(ROOT, __dirname), 'child.js');
  if (fs.existsSync(child)) return child;
  for (const part of NEEDED)
    for (const path of filesOf(part)) {
      const target = join(built, path.replace(/ts$/, 'js'));
      const options = {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
      } as const;
      fs.mkdirSync(dirname(target), { recursive: true });
      fs.writeFileSync(target, transformFileSync(join(ROOT, path), { ...options, swcrc: false }).code);
    }
  return child;
}

function filesOf(part: string): string[] {
  if (part.endsWith('.ts')) return [part];
  const names = fs.readdirSync(join(ROOT, part)).filter((name) => !name.endsWith('.d.ts'));
  return names.map((name) => join(part, name));
}

export interface Run {
  /** What the process said in the end; undefined when it was killed first. */
  readonly answer: Answer | undefined;
  readonly milliseconds: number;
}

/** A process that has started and waits for jobs. `wrapper` is put before the command (`sh -c …`). */
export class Worker {
  private readonly child: ChildProcess;
  private readonly ready: Promise<unknown>;
  private readonly ended: Promise<undefined>;

  constructor(wrapper: readonly string[] = []) {
    const command = [...wrapper, process.execPath, script()];
    this.child = spawn(command[0] as string, command.slice(1), {
      env: process.env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.ready = once(this.child, 'message');
    this.ended = once(this.child, 'exit').then(() => undefined);
  }

  /** Gives a job, and sends a signal so many milliseconds after it began. Ends when the job or the process does. */
  async run(job: Job, kill?: { after: number; with: NodeJS.Signals }): Promise<Run> {
    await this.ready;
    const started = once(this.child, 'message');
    this.child.send(job);
    await started;
    const begin = performance.now();
    const answered = new Promise<Answer>((resolve) =>
      this.child.once('message', (answer) => resolve(answer as Answer)),
    );
    const timer = kill && setTimeout(() => this.child.kill(kill.with), kill.after);
    const answer = await Promise.race([answered, this.ended]);
    const milliseconds = performance.now() - begin;
    clearTimeout(timer);
    return { answer, milliseconds };
  }

  /** Ends the process and waits until it has. */
  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

/** One job in a process of its own. */
export async function alone(job: Job, wrapper: readonly string[] = []): Promise<Run> {
  const worker = new Worker(wrapper);
  const run = await worker.run(job);
  await worker.stop();
  return run;
}
