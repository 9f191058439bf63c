import { note, warning } from '../../../diagnostics/entry';
import { some } from '../words';

const PSS = 'Kubernetes: Pod Security Standards.';
const RBAC = 'Kubernetes: Using RBAC Authorization; RBAC Good Practices.';

interface InContainer {
  object: string;
  container: string;
}

/** Somebody may do more, or reach more, than before. */
export const access = {
  'access/role-widened': warning<{ object: string; may: readonly string[]; who: readonly string[] }>({
    message: ({ object, may, who }) =>
      `${object} allows more: ${some(may)}${who.length > 0 ? `; it is bound to ${some(who)}` : ''}`,
    fix: () => 'ask for single verbs of single resources, and for names where they are known',
    explain: `Rules of a role only add. escalate, bind and impersonate, pods/exec, secrets and wildcards amount to much more than they say. ${RBAC}`,
  }),
  'access/binding-added': warning<{ object: string; who: readonly string[]; role: string; where: string }>({
    message: ({ object, who, role, where }) => `${some(who)} may now do what ${role} allows, ${where} (${object})`,
    fix: ({ role }) => `read the rules of ${role}; a RoleBinding limits them to one namespace`,
    explain: `A binding gives its subjects what the role allows: in its namespace, or everywhere for a ClusterRoleBinding. ${RBAC}`,
  }),
  'access/cluster-admin': warning<{ object: string; who: readonly string[]; role: string }>({
    message: ({ object, who, role }) => `${some(who)} may now do anything in the cluster: ${object} binds ${role}`,
    fix: () => 'bind a role that lists what is needed',
    explain: `cluster-admin, and any role with all verbs on all resources, reads every Secret and can become anybody. ${RBAC}`,
  }),
  'access/policy-not-judged': warning<{ object: string; what: string }>({
    message: ({ object, what }) => `${object} ${what}: who may reach whom by it is not judged`,
    fix: () => 'read what it admitted and admits now, and look at the flows (hubble observe, for Cilium)',
    explain:
      'Only NetworkPolicy of Kubernetes is evaluated. Policies of Cilium, Calico, Istio and those of the network policy working group have rules of their own: one that goes may open what nothing else holds up.',
  }),
  'access/policy-removed': warning<{ object: string; pods: readonly string[]; direction: string }>({
    message: ({ object, pods, direction }) =>
      `${object} no longer isolates ${some(pods)}, and no other policy does: ${direction}`,
    fix: () => 'keep a default-deny policy in the namespace',
    explain:
      'Pods that no NetworkPolicy selects for a direction are open in that direction (Kubernetes: Network Policies, The two sorts of pod isolation).',
  }),
  'access/policy-opened': warning<{ object: string; from: readonly string[] }>({
    message: ({ object, from }) => `${object} now admits ${some(from)}`,
    fix: () => 'see that each of them has a reason to call it',
    explain: 'What any NetworkPolicy of a pod admits is admitted: policies only add up (Kubernetes: Network Policies).',
  }),
  'access/egress-opened': warning<{ object: string; to: readonly string[] }>({
    message: ({ object, to }) => `${object} may now connect to ${some(to)}`,
    fix: () => 'name the addresses or pods that it needs; what may reach the internet may carry data there',
    explain: 'What any NetworkPolicy of a pod lets out may leave: policies only add up (Kubernetes: Network Policies).',
  }),
  'access/reached': note<{ sentence: string }>({
    message: ({ sentence }) => sentence,
    fix: () => 'see that it has a reason to',
    explain:
      'Who may reach what follows from the connections of the components and from the NetworkPolicies of both sides.',
  }),
  'access/node-port': warning<{ object: string; ports: readonly string[] }>({
    message: ({ object, ports }) => `${object} opens ${some(ports)} on every node`,
    fix: () => 'see what the firewall of the nodes lets in, and whether an Ingress would do',
    explain:
      'A NodePort is open on all addresses of all nodes; NetworkPolicies see it after the address was translated (Kubernetes: Service, type NodePort).',
  }),
  'access/load-balancer': warning<{ object: string; ports: readonly string[] }>({
    message: ({ object, ports }) => `${object} gets an address outside the cluster for ${some(ports)}`,
    fix: () => 'limit it by loadBalancerSourceRanges, or keep it inside',
    explain:
      'A Service of type LoadBalancer, or with externalIPs, is reachable from wherever its address is (Kubernetes: Service, type LoadBalancer; External IPs).',
  }),
  'access/source-ranges': warning<{ object: string; before: string; after: string }>({
    message: ({ object, before, after }) => `${object} admits more addresses: ${after} instead of ${before}`,
    fix: () => 'name the networks from which it is used',
    explain:
      'loadBalancerSourceRanges is who may connect to a load balancer; without it everybody may (Kubernetes: Service).',
  }),
  'access/exposed-host': warning<{ object: string; address: string; to: string }>({
    message: ({ object, address, to }) => `${object} now serves ${address}, from ${to}`,
    fix: () => 'see that it asks who is calling, and that it is meant to be seen from there',
    explain: 'A new host or path of an Ingress, IngressRoute or HTTPRoute is open to whoever reaches the controller.',
  }),
  'access/authentication-removed': warning<{ object: string; address: string; what: readonly string[] }>({
    message: ({ object, address, what }) =>
      `${object} no longer asks who is calling ${address}: ${some(what)} ${what.length === 1 ? 'is' : 'are'} gone`,
    fix: () => 'keep it, or see that the program behind has a sign-in of its own',
    explain:
      'A route without its authentication middleware or annotation lets everybody through to the program (Traefik: BasicAuth, ForwardAuth, IPAllowList; ingress-nginx: annotations auth-*, whitelist-source-range).',
  }),
  'access/tls-removed': warning<{ object: string; host: string }>({
    message: ({ object, host }) => `${object} serves ${host} without TLS now`,
    fix: () => 'keep `tls`; passwords and keys would pass in plain text',
    explain:
      'A host that is not under `tls` of its Ingress or IngressRoute is served in plain text, or with a certificate that is not its own.',
  }),
  'access/pod-security-lowered': warning<{ object: string; before: string; after: string }>({
    message: ({ object, before, after }) => `${object} admits pods of level ${after} instead of ${before}`,
    fix: () => 'keep the level, and give what needs more a namespace of its own',
    explain: `pod-security.kubernetes.io/enforce says what pods a namespace admits: restricted, baseline, or privileged, which is also what no label means. ${PSS}`,
  }),
  'access/webhook-removed': warning<{ object: string; what: string }>({
    message: ({ object, what }) => `${object} judges less: ${what}`,
    fix: () => 'say in the pull request what holds the rule from now on',
    explain:
      'Admission webhooks and policies refuse what breaks a rule; with failurePolicy Ignore they let everything pass while they do not answer (Kubernetes: Dynamic Admission Control).',
  }),
  'access/project-widened': warning<{ object: string; what: readonly string[] }>({
    message: ({ object, what }) => `Applications of ${object} may do more: ${some(what)}`,
    fix: () => 'name repositories, namespaces and kinds one by one',
    explain: 'An AppProject is what its Applications may deploy, from where and to where (Argo CD: Projects).',
  }),
  'access/privileged': warning<InContainer>({
    message: ({ object, container }) => `'${container}' of ${object} runs privileged: it is root on its node`,
    fix: () => 'add the capability or the device that it needs instead',
    explain: `A privileged container has all capabilities and all devices of its node. ${PSS}`,
  }),
  'access/capability-added': warning<InContainer & { capability: string }>({
    message: ({ object, container, capability }) => `'${container}' of ${object} gets the capability ${capability}`,
    fix: ({ capability }) => `see that it cannot do without ${capability}`,
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
    fix: () => 'do without; NetworkPolicies do not hold for pods of the network of the host',
    explain: `hostNetwork, hostPID and hostIPC show a pod the network, the processes and the memory of its node. ${PSS}`,
  }),
  'access/host-port': warning<InContainer & { port: number }>({
    message: ({ object, container, port }) => `'${container}' of ${object} takes port ${port} of its node`,
    fix: () => 'use a Service',
    explain: `A hostPort is open on the addresses of the node, and two pods with one port cannot share a node. ${PSS}`,
  }),
  'access/runs-as-root': warning<InContainer & { why: string }>({
    message: ({ object, container, why }) => `'${container}' of ${object} may run as root: ${why}`,
    fix: () => 'state runAsNonRoot: true and the uid of the image',
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
      'Who breaks into a pod with a token may do what its service account may (Kubernetes: Configure Service Accounts for Pods).',
  }),
};
