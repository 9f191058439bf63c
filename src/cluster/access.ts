import { execFileSync } from 'node:child_process';
import { type Access, Kubeconfig, KubeconfigError, type Plugin } from './kubeconfig';

/** What the current context of these files, or of one that was read, says, with what the program that it names hands out. Throws `KubeconfigError`, and what `fs` throws. */
export function readAccess(from: readonly string[] | Kubeconfig): Access {
  const { plugin, ...access } = (from instanceof Kubeconfig ? from : Kubeconfig.read(from)).access();
  return plugin ? { ...access, ...handedOut(plugin) } : access;
}

function handedOut({ command, args = [], env = [], apiVersion }: Plugin): Pick<Access, 'token' | 'cert' | 'key'> {
  const own = Object.fromEntries(env.map(({ name, value }) => [name, value]));
  const info = { apiVersion, kind: 'ExecCredential', spec: { interactive: false } };
  try {
    const said = execFileSync(command, args, {
      env: { ...process.env, ...own, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { status = {} } = JSON.parse(said.toString()) as { status?: Record<string, string> };
    const { token, clientCertificateData: cert, clientKeyData: key } = status;
    return {
      ...(token && { token }),
      ...(cert && { cert: Buffer.from(cert) }),
      ...(key && { key: Buffer.from(key) }),
    };
  } catch {
    throw new KubeconfigError(`the program '${command}' that hands out credentials failed`);
  }
}
