import type { Runbook } from '../constructs/holmesgpt/runbooks';

/**
 * Instructions for HolmesGPT, for issues that this platform has had: patterns and causes are those of document 002. It has `kubectl get`, `describe` and `logs`,
 * and may neither `exec` nor choose a container: such steps it hands on.
 */
export const RUNBOOKS: readonly Runbook[] = [
  {
    name: 'Tailscale/LLM-proxy',
    about: ['tailscale', 'llm-proxy', 'vpn'],
    examples: ['llm-proxy upstream timeout', 'llm-proxy connectivity timeout', 'tailscale peer unreachable', 'no vpn'],
    instructions: [
      'Run `kubectl get -o yaml deployment llm-proxy -n llm-proxy`. Check that TS_USERSPACE is "false" in container tailscale-sidecar. With "true" there is no tun device: `tailscale ping` answers, and TCP (curl, wget, nginx) times out.',
      'In the same output, check that the securityContext of tailscale-sidecar adds the capabilities NET_ADMIN and NET_RAW. Without them the interface tailscale0 cannot be made.',
      'Run `kubectl get pods -n llm-proxy` and `kubectl describe pod <name> -n llm-proxy`. Check that both containers, nginx and tailscale-sidecar, are ready, and look for restarts and events.',
      'Run `kubectl logs <name> -n llm-proxy`, which shows nginx. "upstream timed out" means that the tunnel is broken, not nginx.',
      'Run `kubectl get -o yaml configmap llm-proxy-config -n llm-proxy`. Check that LAPTOP_TAILSCALE_IP is the address of the laptop in the tailnet. A changed address needs a restart of the pod.',
      'Run `kubectl get pods -n headscale` and `kubectl logs <name> -n headscale`. Check that headscale is ready: without it no node finds another.',
      'Ask a person to run `kubectl exec -n llm-proxy deploy/llm-proxy -c tailscale-sidecar -- ip addr` and to look for the interface tailscale0, and `… -- ip route` for a route through it.',
      'Ask a person to check the peer: `kubectl exec -n llm-proxy deploy/llm-proxy -c tailscale-sidecar -- tailscale status`, `… -- tailscale ping <LAPTOP_TAILSCALE_IP>`, and `kubectl exec -n headscale deploy/headscale -- headscale nodes list`, where the laptop has to be online. "does not know about peer" from a DERP relay means that the laptop is offline or its client uses another --login-server: the client on the laptop has to be restarted.',
    ],
  },
  {
    name: 'Pod failures',
    about: ['CrashLoopBackOff', 'OOMKilled', 'ImagePullBackOff'],
    examples: ['CrashLoopBackOff in open-webui', 'container qdrant was OOMKilled', 'ImagePullBackOff'],
    instructions: [
      'Run `kubectl get pods -n <namespace>` and `kubectl describe pod <name> -n <namespace>`. Read the events from the last one backwards, the state and last state of each container, and the exit code.',
      'CrashLoopBackOff: run `kubectl logs <name> -n <namespace> --previous` and name the first error, not the last one. Exit code 1 or 2 is the program itself; 137 without OOMKilled is a failed liveness probe; 126 and 127 are a command that cannot be run or found.',
      'CrashLoopBackOff: check that every ConfigMap and Secret to which the pod refers exists and has the key: `kubectl get configmaps -n <namespace>`, and the events for "not found". Values of Secrets cannot be read.',
      'OOMKilled: compare resources.limits.memory of the container with what it needs, and look at the node: `kubectl describe node <node>`, section "Allocated resources". Say which limit to raise, and to what.',
      'ImagePullBackOff: read the message in the events. "not found" is a wrong name or tag; "unauthorized" or "denied" is a missing imagePullSecrets entry, in the pod or in its ServiceAccount; a timeout is the network of the node.',
      'ImagePullBackOff: check imagePullSecrets with `kubectl get -o yaml pod <name> -n <namespace>` and `kubectl get -o yaml serviceaccount <account> -n <namespace>`.',
      'Say what the cause is, what shows it, and which one change removes it.',
    ],
  },
  {
    name: 'LLM connectivity',
    about: ['holmesgpt', 'litellm', 'openai', 'lmstudio'],
    examples: ['holmesgpt returns 403', 'litellm timeout', 'openai endpoint unreachable', 'no answer from lmstudio'],
    instructions: [
      'The chain is holmesgpt → llm-proxy (nginx) → tailscale → LMStudio on a laptop. Find the first link that does not answer.',
      'Run `kubectl get -o yaml deployment holmesgpt-holmes -n holmesgpt`. Check OPENAI_API_BASE: behind the tunnel it is http://llm-proxy.llm-proxy.svc.cluster.local:8080/v1. OPENAI_BASE_URL does not work here: litellm 1.50.2 does not read it.',
      'In the same output, check that MODEL begins with its provider, as in openai/<model>. Without it litellm does not know whom to ask.',
      'Run `kubectl logs <name> -n holmesgpt`. 403 "unsupported_country_region_territory" means that api.openai.com was asked instead of llm-proxy: OPENAI_API_BASE is missing or has another name. 401 is a wrong key. A timeout is the tunnel or the laptop.',
      'Run `kubectl get pods -n llm-proxy` and `kubectl get endpoints llm-proxy -n llm-proxy`. Without a ready pod nobody answers on port 8080.',
      'Run `kubectl logs <name> -n llm-proxy`, which shows nginx. "upstream timed out" is the tunnel: check that TS_USERSPACE is "false" in container tailscale-sidecar and that headscale is ready. 502 with "connection refused" means that LMStudio does not listen on port 1234.',
      'Ask a person to run `kubectl run test-llm --rm -it --restart=Never --image=curlimages/curl -- curl -s --max-time 10 http://llm-proxy.llm-proxy.svc:8080/v1/models`, and to check that LMStudio on the laptop has loaded the model.',
    ],
  },
];
