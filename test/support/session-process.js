// One process of the real command line that runs one command after the other: see session.ts.
require('tsx/cjs');
const { join } = require('node:path');
const { steading } = require(join(process.argv[2], 'src/cli/main.ts'));

process.on('message', async ({ args, cwd, env }) => {
  const said = { stdout: '', stderr: '' };
  const { stdout, stderr } = process;
  const writes = { stdout: stdout.write, stderr: stderr.write };
  for (const name of ['stdout', 'stderr'])
    process[name].write = (text, ...rest) => {
      said[name] += text;
      rest.find((one) => typeof one === 'function')?.();
      return true;
    };
  const before = { ...process.env };
  process.chdir(cwd);
  Object.assign(process.env, env);
  const code = await steading(args);
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  Object.assign(stdout, { write: writes.stdout });
  Object.assign(stderr, { write: writes.stderr });
  // The next command may find other stacks there.
  for (const path of Object.keys(require.cache)) if (path.startsWith(join(cwd, 'stacks'))) delete require.cache[path];
  process.send({ code, ...said });
});
process.send('ready');
