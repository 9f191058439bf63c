const BASH = '#!/usr/bin/env bash\nset -uo pipefail\n';

/** What is delivered, what runs and what it takes. Ends with 1 if something is not well. */
export function healthCheck({ operators, data, flux }: Record<'operators' | 'data' | 'flux', string>): string {
  return `${BASH}
failed=0
bad() {
  echo "  ❌ $1"
  failed=1
}

# Objects of a kind that say whether they are ready.
conditions() {
  local name ready any=
  while read -r name ready; do
    any=yes
    if [[ $ready == True ]]; then echo "  ✓ $name"; else bad "$name (ready: \${ready:-unknown})"; fi
  done < <(kubectl get "$1" -n ${flux} --no-headers \\
    -o 'custom-columns=NAME:.metadata.name,READY:.status.conditions[?(@.type=="Ready")].status')
  [[ $any ]] || bad "no $1 in ${flux}"
}

echo "🔍 MLOps Platform Health Check $(date)"
echo "================================================"

echo "📋 GitOps Status:"
conditions gitrepositories.source.toolkit.fluxcd.io

echo ""
echo "📋 Kustomization Status:"
conditions kustomizations.kustomize.toolkit.fluxcd.io

echo ""
echo "🔧 Platform Operators:"
while read -r name ready _; do
  if [[ \${ready%/*} == "\${ready#*/}" && \${ready%/*} != 0 ]]; then
    echo "  ✅ $name ($ready ready)"
  else
    bad "$name ($ready ready)"
  fi
done < <(kubectl get deployments -n ${operators} --no-headers)

echo ""
echo "💾 Data Services:"
while read -r name ready status _; do
  if [[ $status == Completed || ($status == Running && \${ready%/*} == "\${ready#*/}") ]]; then
    echo "  ✅ $name ($status)"
  else
    bad "$name ($status, $ready ready)"
  fi
done < <(kubectl get pods -n ${data} --no-headers)

echo ""
echo "📈 Resource Usage:"
if usage=$(kubectl top nodes --no-headers 2>&1); then
  while read -r name cpu cpu_percent memory memory_percent; do
    echo "  📊 $name: CPU $cpu ($cpu_percent), Memory $memory ($memory_percent)"
  done <<<"$usage"
else
  echo "  not known: $usage"
fi

exit "$failed"
`;
}

/** What nodes, volumes, pods and namespaces take. */
export function resourceMonitor(): string {
  return `${BASH}
# Without the metrics API the rest of the report is still of use.
top() {
  kubectl top "$@" 2>&1 || echo "  not known: is metrics-server running?"
}

echo "📊 Resource Usage Report $(date)"
echo "================================"

echo "🔧 Node Resources:"
top nodes

echo ""
echo "💾 Storage Usage:"
kubectl get pv -o custom-columns=NAME:.metadata.name,SIZE:.spec.capacity.storage,STATUS:.status.phase,STORAGECLASS:.spec.storageClassName

echo ""
echo "🚀 Top CPU Consumers:"
top pods -A --sort-by=cpu | head -10

echo ""
echo "💭 Top Memory Consumers:"
top pods -A --sort-by=memory | head -10

echo ""
echo "📈 Namespace Resource Usage:"
kubectl get pods -A --no-headers | awk '{ print $1 }' | sort | uniq -c | sort -nr
`;
}

export interface Bootstrap {
  /** Version of Flux, such as \`v2.7.5\`. */
  readonly version: string;
  /** Namespace of Flux. */
  readonly flux: string;
  /** Folder of the tree with what Flux is told, seen from the folder above \`scripts\`. */
  readonly entry: string;
  readonly source: string;
  readonly kustomization: string;
}

/** Puts Flux where it is not, tells it what to deliver, and waits until it has. */
export function bootstrap({ version, flux, entry, source, kustomization }: Bootstrap): string {
  return `${BASH.replace('-uo', '-euo')}
# After \`kubectl delete namespace ${flux}\`, or on a cluster that never had Flux. May be run again at any time.
cd "$(dirname "$0")/.."

for program in kubectl flux; do
  command -v "$program" >/dev/null || { echo "install $program first" >&2; exit 3; }
done

# A namespace whose controllers are gone never ends: nobody is left to take their finalizers off what it holds. What they
# delivered stays, for its objects are only forgotten.
if [[ $(kubectl get namespace ${flux} --ignore-not-found -o 'jsonpath={.status.phase}') == Terminating ]]; then
  echo "🧹 ${flux} is going: letting go of what it holds"
  kubectl delete deployments --all -n ${flux} --ignore-not-found
  for kind in $(kubectl api-resources --namespaced -o name | grep '\\.toolkit\\.fluxcd\\.io$' || true); do
    { kubectl get "$kind" -n ${flux} -o name || true; } | while read -r object; do
      # It may be gone by now.
      kubectl patch "$object" -n ${flux} --type=merge -p '{"metadata":{"finalizers":null}}' 2>/dev/null || true
    done
  done
  kubectl wait --for=delete namespace/${flux} --timeout=120s ||
    [[ -z $(kubectl get namespace ${flux} --ignore-not-found -o name) ]]
fi

echo "🚀 Flux ${version}"
flux install --version=${version} --namespace=${flux}

echo "📦 What it delivers"
kubectl apply --server-side --force-conflicts -k ${entry}

echo "⏳ ${source}, ${kustomization}"
kubectl wait --for=condition=ready gitrepository/${source} -n ${flux} --timeout=180s
kubectl wait --for=condition=ready kustomization/${kustomization} -n ${flux} --timeout=300s
`;
}
