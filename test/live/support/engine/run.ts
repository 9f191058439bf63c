// Child process: `node --import tsx run.ts ROOT ENV WORK up|preview|refresh|destroy`. Runs the program in the real engine, by Pulumi's Automation API.
import { type InlineProgramArgs, LocalWorkspace } from '@pulumi/pulumi/automation';
import { up } from '../../../../src/cli/commands/up';

async function main([root = '', environment = '', work = '', action = '', ...rest]: readonly string[]): Promise<void> {
  const project: InlineProgramArgs = { stackName: environment, projectName: 'steading', program: () => up(root) };
  const stack = await LocalWorkspace.createOrSelectStack(project, { workDir: work });
  for (const setting of rest) {
    const [, key = '', value = ''] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
    await stack.setConfig(`steading:${key}`, { value, secret: key.startsWith('secret.') || key === 'kubeconfig' });
  }
  const onOutput = (text: string) => process.stderr.write(text);
  const actions = {
    up: () => stack.up({ onOutput }),
    preview: () => stack.preview({ onOutput }),
    refresh: () => stack.refresh({ onOutput, clearPendingCreates: true }),
    destroy: () => stack.destroy({ onOutput, excludeProtected: true }),
  };
  const result = await actions[action as keyof typeof actions]();
  process.stdout.write(
    JSON.stringify('changeSummary' in result ? result.changeSummary : result.summary.resourceChanges),
  );
}

void main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
