import { dump } from 'js-yaml';
import type { Registry } from '../../constructs/registry';
import { Component, type Namespace, type Stack } from '../../src';
import type { HolmService } from './service';

export interface HolmPipelineProps {
  readonly on: Namespace;
  readonly registry: Registry;
  readonly services: readonly HolmService[];
}

/** What people and GitHub build, deploy and look at services with: the runbook's `make` and its workflow `deploy.yml`. */
export class HolmPipeline extends Component {
  constructor(stack: Stack, id: string, props: HolmPipelineProps) {
    super(stack, id);
    this.text('Makefile', makefile(props));
    this.text('.github/workflows/deploy.yml', dump(workflow(props.services), { lineWidth: -1, noRefs: true }));
  }
}

/** Needs docker with a builder that takes the registry for an insecure one, and kubectl. */
function makefile({ on, registry, services }: HolmPipelineProps): string {
  const { address } = on.cluster.props;
  const open = services.flatMap(({ name, nodePort }) => (nodePort === undefined ? [] : [`${name}:${nodePort}`]));
  return `REGISTRY := ${registry.address}
NAMESPACE := ${on.name}
NODE := ${address}
TAG ?= latest
OPEN := ${open.sort().join(' ')}

.PHONY: help build restart health status logs service

help: ## What there is
	@grep -E '^[a-z]+:.*## ' Makefile | sed 's/:.*## /\\t/'

build: service ## S=<service>: builds for the Pis and pushes
	docker buildx build --platform linux/arm64 -t $(REGISTRY)/$(S):$(TAG) --push services/$(S)/

restart: service ## S=<service>: starts it anew, with the image that is there now
	kubectl rollout restart deployment/$(S) -n $(NAMESPACE)
	kubectl rollout status deployment/$(S) -n $(NAMESPACE) --timeout=5m

health: ## Asks every service that has a port on the nodes
	@failed=0; for one in $(OPEN); do \\
	  code=$$(curl -s -o /dev/null -m 5 -w '%{http_code}' http://$(NODE):$\${one##*:}/health); \\
	  printf '%s %s %s\\n' "$$code" "$\${one##*:}" "$\${one%:*}"; \\
	  test "$$code" = 200 || failed=1; \\
	done; exit $$failed

status: ## Deployments and pods
	kubectl get deployments,pods -n $(NAMESPACE) -o wide

logs: service ## S=<service>: its last lines
	kubectl logs -n $(NAMESPACE) -l app=$(S) --all-containers=true --tail=100

service:
	@test -n "$(S)" || { echo 'which service? S=<service>' >&2; exit 2; }
`;
}

function workflow(services: readonly HolmService[]) {
  return {
    name: 'deploy',
    on: {
      workflow_dispatch: {
        inputs: {
          service: {
            description: 'Service to build and deploy',
            required: true,
            type: 'choice',
            options: services.map(({ name }) => name).sort(),
          },
        },
      },
    },
    permissions: { contents: 'read' },
    concurrency: { group: 'deploy-${{ inputs.service }}' },
    jobs: {
      deploy: {
        // One in the same network: neither the registry nor the API server can be reached from GitHub's own.
        'runs-on': ['self-hosted', 'linux', 'arm64'],
        'timeout-minutes': 30,
        env: { SERVICE: '${{ inputs.service }}' },
        steps: [
          { uses: 'actions/checkout@v4' },
          { name: 'Build and push', run: 'make build S="$SERVICE"' },
          { name: 'Deploy', run: 'kubectl apply -f "services/$SERVICE/deployment.yaml"' },
          { name: 'Restart', run: 'make restart S="$SERVICE"' },
        ],
      },
    },
  };
}
