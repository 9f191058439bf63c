import { note, warning } from '../../../diagnostics/entry';
import { some } from '../words';

const PSS = 'Kubernetes: Pod Security Standards.';
const RBAC = 'Kubernetes: Using RBAC Authorization; RBAC Good Practices.';

export interface InContainer {
  object: string;
  container: string;
}

/** Somebody may do more, or reach more, than before. */
export const access = {
  'access/role-widened': warning<{ object: string; may: readonly string[]; who: readonly string[] }>({
    message: ({ object, may, who }) =>
      `${object} allows more: ${some(may)}${who.length > 0 ? `; it is bound to ${some(who)}` : ''}`,
    fix: () => 'list single verbs and single resources, and resourceNames where you know them',
    explain: `Rules of a role only add permissions. escalate, bind and impersonate, pods/exec, secrets and wildcards allow much more than they name. ${RBAC}`,
  }),
  'access/binding-added': warning<{ object: string; who: readonly string[]; role: string; where: string }>({
    message: ({ object, who, role, where }) => `${object} gives ${some(who)} the permissions of ${role}, ${where}`,
    fix: ({ role }) => `read the rules of ${role}; a RoleBinding limits them to one namespace`,
    explain: `A binding gives its subjects the permissions of the role: in its namespace, or in the whole cluster for a ClusterRoleBinding. ${RBAC}`,
  }),
  'access/cluster-admin': warning<{ object: string; who: readonly string[]; role: string }>({
    message: ({ object, who, role }) =>
      `${object} binds ${role} to ${some(who)}, which allows everything in the cluster`,
    fix: () => 'bind a role that lists only the needed verbs and resources',
    explain: `cluster-admin, and any role with all verbs on all resources, can read every Secret and impersonate every user. ${RBAC}`,
  }),
  'access/policy-not-judged': warning<{ object: string; what: string }>({
    message: ({ object, what }) => `${object} ${what}: Steading does not evaluate which traffic this policy allows`,
    fix: () => 'compare the old and the new rules, and look at the flows (for Cilium: hubble observe)',
    explain:
      'Steading evaluates only the NetworkPolicy of Kubernetes. Policies of Cilium, Calico, Istio and of the network policy working group follow other rules: a removed policy may allow traffic that no other policy denies.',
  }),
  'access/policy-removed': warning<{ object: string; pods: readonly string[]; direction: string }>({
    message: ({ object, pods, direction }) =>
      `${object} no longer isolates ${some(pods)}, and no other policy does: ${direction}`,
    fix: () => 'keep a default-deny policy in the namespace',
    explain:
      'A pod accepts all traffic in a direction for which no NetworkPolicy selects it (Kubernetes: Network Policies, The two sorts of pod isolation).',
  }),
  'access/policy-opened': warning<{ object: string; from: readonly string[] }>({
    message: ({ object, from }) => `${object} now admits ${some(from)}`,
    fix: () => 'check that each of these clients needs the access',
    explain:
      'The allowed traffic is the union of all NetworkPolicies of a pod: policies only add up (Kubernetes: Network Policies).',
  }),
  'access/egress-opened': warning<{ object: string; to: readonly string[] }>({
    message: ({ object, to }) => `${object} may now connect to ${some(to)}`,
    fix: () => 'list the addresses or pods that it needs; a pod with internet access can send data there',
    explain:
      'The allowed egress is the union of all NetworkPolicies of a pod: policies only add up (Kubernetes: Network Policies).',
  }),
  'access/reached': note<{ sentence: string }>({
    message: ({ sentence }) => sentence,
    fix: () => 'check that it needs this access',
    explain:
      'Steading derives the allowed traffic from the connections of the components and from the NetworkPolicies of both sides.',
  }),
  'access/node-port': warning<{ object: string; ports: readonly string[] }>({
    message: ({ object, ports }) => `${object} opens ${some(ports)} on every node`,
    fix: () => 'check which traffic the firewall of the nodes admits, and whether an Ingress is enough',
    explain:
      'A NodePort is open on all addresses of all nodes; NetworkPolicies see it after the address was translated (Kubernetes: Service, type NodePort).',
  }),
  'access/load-balancer': warning<{ object: string; ports: readonly string[] }>({
    message: ({ object, ports }) => `${object} gets an address outside the cluster for ${some(ports)}`,
    fix: () => 'restrict it with loadBalancerSourceRanges, or do not expose it',
    explain:
      'A Service of type LoadBalancer, or with externalIPs, is reachable from wherever its address is (Kubernetes: Service, type LoadBalancer; External IPs).',
  }),
  'access/source-ranges': warning<{ object: string; before: string; after: string }>({
    message: ({ object, before, after }) => `${object} admits more addresses: ${after} instead of ${before}`,
    fix: () => 'list the networks of the clients',
    explain:
      'loadBalancerSourceRanges lists the networks that can connect to a load balancer; without it every network can (Kubernetes: Service).',
  }),
  'access/exposed-host': warning<{ object: string; address: string; to: string }>({
    message: ({ object, address, to }) => `${object} now serves ${address}, from ${to}`,
    fix: () => 'check that it authenticates its callers, and that you intend to expose it there',
    explain:
      'Every client that reaches the controller can use a new host or path of an Ingress, IngressRoute or HTTPRoute.',
  }),
  'access/authentication-removed': warning<{ object: string; address: string; what: readonly string[] }>({
    message: ({ object, address, what }) =>
      `${object} no longer authenticates callers of ${address}: the change removes ${some(what)}`,
    fix: () => 'keep the authentication, or check that the program authenticates its users',
    explain:
      'A route without its authentication middleware or annotation admits every caller to the program (Traefik: BasicAuth, ForwardAuth, IPAllowList; ingress-nginx: annotations auth-*, whitelist-source-range).',
  }),
  'access/tls-removed': warning<{ object: string; host: string }>({
    message: ({ object, host }) => `${object} now serves ${host} without TLS`,
    fix: () => 'keep `tls`; otherwise passwords and keys cross the network in plain text',
    explain:
      'The controller serves a host that is not in `tls` of its Ingress or IngressRoute in plain text, or with a default certificate.',
  }),
  'access/pod-security-lowered': warning<{ object: string; before: string; after: string }>({
    message: ({ object, before, after }) => `${object} admits pods of level ${after} instead of ${before}`,
    fix: () => 'keep the level, and move the pods that need more to a separate namespace',
    explain: `pod-security.kubernetes.io/enforce says what pods a namespace admits: restricted, baseline, or privileged, which is also what no label means. ${PSS}`,
  }),
  'access/webhook-removed': warning<{ object: string; what: string }>({
    message: ({ object, what }) => `${object} enforces fewer rules: ${what}`,
    fix: () => 'write in the pull request what enforces the rule from now on',
    explain:
      'Admission webhooks and policies refuse objects that violate a rule; with failurePolicy Ignore the API server admits all objects while the webhook does not answer (Kubernetes: Dynamic Admission Control).',
  }),
  'access/project-widened': warning<{ object: string; what: readonly string[] }>({
    message: ({ object, what }) => `Applications of ${object} may do more: ${some(what)}`,
    fix: () => 'list each repository, namespace and kind',
    explain:
      'An AppProject restricts what its Applications can deploy, from which sources and to which destinations (Argo CD: Projects).',
  }),
  'access/privileged': warning<InContainer>({
    message: ({ object, container }) => `'${container}' of ${object} runs privileged: it is root on its node`,
    fix: () => 'add only the capability or the device that it needs',
    explain: `A privileged container has all capabilities and all devices of its node. ${PSS}`,
  }),
  'access/capability-added': warning<InContainer & { capability: string }>({
    message: ({ object, container, capability }) => `'${container}' of ${object} gets the capability ${capability}`,
    fix: ({ capability }) => `check that it needs ${capability}`,
    explain: `Capabilities are parts of what root may do; SYS_ADMIN, NET_ADMIN and SYS_PTRACE are close to all of it. ${PSS}`,
  }),
  'access/capability-kept': warning<InContainer>({
    message: ({ object, container }) => `'${container}' of ${object} no longer drops all capabilities`,
    fix: () => 'drop ALL and add what it needs',
    explain: `A container keeps the default set of its runtime where it drops nothing. ${PSS}`,
  }),
  'access/escalation': warning<InContainer>({
    message: ({ object, container }) =>
      `'${container}' of ${object} may gain more privileges than it starts with: allowPrivilegeEscalation is no longer false`,
    fix: () => 'set allowPrivilegeEscalation: false, unless it runs sudo or setuid programs',
    explain: `allowPrivilegeEscalation: false sets no_new_privs: setuid programs have no effect. ${PSS}`,
  }),
  'access/host-path': warning<{ object: string; path: string }>({
    message: ({ object, path }) => `${object} mounts ${path} of its node`,
    fix: () => 'use a claim, or mount just the file that it needs, read-only',
    explain: `A path of the host is shared with whatever else uses it; / , /etc, /var/run and container sockets are the node itself. ${PSS}`,
  }),
  'access/host-namespace': warning<{ object: string; what: string }>({
    message: ({ object, what }) => `${object} shares ${what} with its node`,
    fix: () => 'remove the setting; NetworkPolicies do not apply to pods on the host network',
    explain: `hostNetwork, hostPID and hostIPC show a pod the network, the processes and the memory of its node. ${PSS}`,
  }),
  'access/host-port': warning<InContainer & { port: number }>({
    message: ({ object, container, port }) => `'${container}' of ${object} uses host port ${port} of its node`,
    fix: () => 'use a Service',
    explain: `A hostPort is open on the addresses of the node, and two pods with one port cannot share a node. ${PSS}`,
  }),
  'access/runs-as-root': warning<InContainer & { why: string }>({
    message: ({ object, container, why }) => `'${container}' of ${object} may run as root: ${why}`,
    fix: () => 'set runAsNonRoot: true and the uid of the image',
    explain: `Without runAsNonRoot or another runAsUser a container runs as the user of its image, which often is root. ${PSS}`,
  }),
  'access/profile-dropped': warning<{ object: string; what: string }>({
    message: ({ object, what }) => `${object} drops ${what}`,
    fix: () => 'keep RuntimeDefault',
    explain: `Without a seccomp profile a container may make every system call, without AppArmor every access that its user may. ${PSS}`,
  }),
  'access/writable-root': warning<InContainer>({
    message: ({ object, container }) =>
      `'${container}' of ${object} may write to its own file system: readOnlyRootFilesystem is no longer true`,
    fix: () => 'mount an emptyDir where it writes',
    explain:
      'With a read-only root file system a program that was broken into cannot replace itself (NSA and CISA: Kubernetes Hardening Guide).',
  }),
  'access/token-mounted': warning<{ object: string; account: string }>({
    message: ({ object, account }) => `pods of ${object} get a token of service account '${account}'`,
    fix: () => 'keep automountServiceAccountToken: false, unless the program calls the API server',
    explain:
      'An attacker who takes over a pod with a token has the permissions of its service account (Kubernetes: Configure Service Accounts for Pods).',
  }),
};
