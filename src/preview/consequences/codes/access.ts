import { entry } from '../entry';
import { some } from '../words';

const PSS = 'Kubernetes: Pod Security Standards.';
const RBAC = 'Kubernetes: Using RBAC Authorization; RBAC Good Practices.';

/** Somebody may do more, or reach more, than before. */
export const access = {
  'access/role-widened': entry<{ object: string; may: readonly string[]; who: readonly string[] }>({
    level: 'warning',
    message: ({ object, may, who }) =>
      `${object} allows more: ${some(may)}${who.length > 0 ? `; it is bound to ${some(who)}` : ''}`,
    advice: () => 'ask for single verbs of single resources, and for names where they are known',
    explain: `Rules of a role only add. escalate, bind and impersonate, pods/exec, secrets and wildcards amount to much more than they say. ${RBAC}`,
  }),
  'access/binding-added': entry<{ object: string; who: readonly string[]; role: string; where: string }>({
    level: 'warning',
    message: ({ object, who, role, where }) => `${some(who)} may now do what ${role} allows, ${where} (${object})`,
    advice: ({ role }) => `read the rules of ${role}; a RoleBinding limits them to one namespace`,
    explain: `A binding gives its subjects what the role allows: in its namespace, or everywhere for a ClusterRoleBinding. ${RBAC}`,
  }),
  'access/cluster-admin': entry<{ object: string; who: readonly string[]; role: string }>({
    level: 'warning',
    message: ({ object, who, role }) => `${some(who)} may now do anything in the cluster: ${object} binds ${role}`,
    advice: () => 'bind a role that lists what is needed',
    explain: `cluster-admin, and any role with all verbs on all resources, reads every Secret and can become anybody. ${RBAC}`,
  }),
  'access/policy-not-judged': entry<{ object: string; what: string }>({
    level: 'warning',
    message: ({ object, what }) => `${object} ${what}: who may reach whom by it is not judged`,
    advice: () => 'read what it admitted and admits now, and look at the flows (hubble observe, for Cilium)',
    explain:
      'Only NetworkPolicy of Kubernetes is evaluated. Policies of Cilium, Calico, Istio and those of the network policy working group have rules of their own: one that goes may open what nothing else holds up.',
  }),
  'access/policy-removed': entry<{ object: string; pods: readonly string[]; direction: string }>({
    level: 'warning',
    message: ({ object, pods, direction }) =>
      `${object} no longer isolates ${some(pods)}, and no other policy does: ${direction}`,
    advice: () => 'keep a default-deny policy in the namespace',
    explain:
      'Pods that no NetworkPolicy selects for a direction are open in that direction (Kubernetes: Network Policies, The two sorts of pod isolation).',
  }),
  'access/policy-opened': entry<{ object: string; from: readonly string[] }>({
    level: 'warning',
    message: ({ object, from }) => `${object} now admits ${some(from)}`,
    advice: () => 'see that each of them has a reason to call it',
    explain: 'What any NetworkPolicy of a pod admits is admitted: policies only add up (Kubernetes: Network Policies).',
  }),
  'access/egress-opened': entry<{ object: string; to: readonly string[] }>({
    level: 'warning',
    message: ({ object, to }) => `${object} may now connect to ${some(to)}`,
    advice: () => 'name the addresses or pods that it needs; what may reach the internet may carry data there',
    explain: 'What any NetworkPolicy of a pod lets out may leave: policies only add up (Kubernetes: Network Policies).',
  }),
  'access/reached': entry<{ sentence: string }>({
    level: 'note',
    message: ({ sentence }) => sentence,
    advice: () => 'see that it has a reason to',
    explain:
      'Who may reach what follows from the connections of the components and from the NetworkPolicies of both sides.',
  }),
  'access/node-port': entry<{ object: string; ports: readonly string[] }>({
    level: 'warning',
    message: ({ object, ports }) => `${object} opens ${some(ports)} on every node`,
    advice: () => 'see what the firewall of the nodes lets in, and whether an Ingress would do',
    explain:
      'A NodePort is open on all addresses of all nodes; NetworkPolicies see it after the address was translated (Kubernetes: Service, type NodePort).',
  }),
  'access/load-balancer': entry<{ object: string; ports: readonly string[] }>({
    level: 'warning',
    message: ({ object, ports }) => `${object} gets an address outside the cluster for ${some(ports)}`,
    advice: () => 'limit it by loadBalancerSourceRanges, or keep it inside',
    explain:
      'A Service of type LoadBalancer, or with externalIPs, is reachable from wherever its address is (Kubernetes: Service, type LoadBalancer; External IPs).',
  }),
  'access/source-ranges': entry<{ object: string; before: string; after: string }>({
    level: 'warning',
    message: ({ object, before, after }) => `${object} admits more addresses: ${after} instead of ${before}`,
    advice: () => 'name the networks from which it is used',
    explain:
      'loadBalancerSourceRanges is who may connect to a load balancer; without it everybody may (Kubernetes: Service).',
  }),
  'access/exposed-host': entry<{ object: string; address: string; to: string }>({
    level: 'warning',
    message: ({ object, address, to }) => `${object} now serves ${address}, from ${to}`,
    advice: () => 'see that it asks who is calling, and that it is meant to be seen from there',
    explain: 'A new host or path of an Ingress, IngressRoute or HTTPRoute is open to whoever reaches the controller.',
  }),
  'access/authentication-removed': entry<{ object: string; address: string; what: readonly string[] }>({
    level: 'warning',
    message: ({ object, address, what }) =>
      `${object} no longer asks who is calling ${address}: ${some(what)} ${what.length === 1 ? 'is' : 'are'} gone`,
    advice: () => 'keep it, or see that the program behind has a sign-in of its own',
    explain:
      'A route without its authentication middleware or annotation lets everybody through to the program (Traefik: BasicAuth, ForwardAuth, IPAllowList; ingress-nginx: annotations auth-*, whitelist-source-range).',
  }),
  'access/tls-removed': entry<{ object: string; host: string }>({
    level: 'warning',
    message: ({ object, host }) => `${object} serves ${host} without TLS now`,
    advice: () => 'keep `tls`; passwords and keys would pass in plain text',
    explain:
      'A host that is not under `tls` of its Ingress or IngressRoute is served in plain text, or with a certificate that is not its own.',
  }),
  'access/pod-security-lowered': entry<{ object: string; before: string; after: string }>({
    level: 'warning',
    message: ({ object, before, after }) => `${object} admits pods of level ${after} instead of ${before}`,
    advice: () => 'keep the level, and give what needs more a namespace of its own',
    explain: `pod-security.kubernetes.io/enforce says what pods a namespace admits: restricted, baseline, or privileged, which is also what no label means. ${PSS}`,
  }),
  'access/webhook-removed': entry<{ object: string; what: string }>({
    level: 'warning',
    message: ({ object, what }) => `${object} judges less: ${what}`,
    advice: () => 'say in the pull request what holds the rule from now on',
    explain:
      'Admission webhooks and policies refuse what breaks a rule; with failurePolicy Ignore they let everything pass while they do not answer (Kubernetes: Dynamic Admission Control).',
  }),
  'access/project-widened': entry<{ object: string; what: readonly string[] }>({
    level: 'warning',
    message: ({ object, what }) => `Applications of ${object} may do more: ${some(what)}`,
    advice: () => 'name repositories, namespaces and kinds one by one',
    explain: 'An AppProject is what its Applications may deploy, from where and to where (Argo CD: Projects).',
  }),
};
