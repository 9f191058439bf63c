import type { Case } from './alerts';

const pod = 'namespace="holm",pod="nova-0"';
const restarts = `kube_pod_container_status_restarts_total{${pod},container="nova"}`;
const ready = (condition: string) => `kube_pod_status_ready{${pod},condition="${condition}"}`;
const phase = (name: string) => `kube_pod_status_phase{${pod},phase="${name}"}`;
const requests = (status: string) => `http_requests_total{${pod},container="nova",status="${status}"}`;
const took = (le: string) => `http_request_duration_seconds_bucket{${pod},container="nova",le="${le}"}`;
const idle = 'node_cpu_seconds_total{instance="192.168.8.197:9100",cpu="0",mode="idle"}';
const memory = (what: string) => `node_memory_Mem${what}_bytes{instance="192.168.8.197:9100"}`;
const claim = (what: string) =>
  `kubelet_volume_stats_${what}_bytes{namespace="holm",persistentvolumeclaim="registry-images"}`;
const disk = (what: string) => `longhorn_disk_${what}_bytes{node="rpi2",disk="default"}`;
const VOLUME = { volume: 'pvc-1', pvc: 'registry-images', pvc_namespace: 'holm' };
const volume = 'volume="pvc-1",pvc="registry-images",pvc_namespace="holm"';
const robustness = (state: string) => `longhorn_volume_robustness{${volume},state="${state}"}`;
const latency = (what: string) => `longhorn_volume_${what}_latency{${volume}}`;

/** At least one case for each alert of HolmOS that the homelab does not have. */
export const HOLM_CASES: Readonly<Record<string, Case>> = {
  ServiceRestarting: {
    fires: { [restarts]: '0+1x30' },
    since: 4,
    labels: { namespace: 'holm', pod: 'nova-0', container: 'nova' },
    summary: 'Container nova of pod nova-0 started 5 times anew in 5 minutes',
    quiet: { 'it started anew twice': { [restarts]: '0 0 1 1 2 2 2 2 2 2 2' } },
  },
  ServiceUnhealthy: {
    fires: { [ready('true')]: '0x20', [phase('Running')]: '1x20' },
    labels: { namespace: 'holm', pod: 'nova-0', condition: 'true' },
    summary: 'Pod nova-0 does not pass its health check',
    quiet: {
      'it is ready': { [ready('true')]: '1x20', [phase('Running')]: '1x20' },
      'it has completed': { [ready('true')]: '0x20', [phase('Running')]: '0x20', [phase('Succeeded')]: '1x20' },
      'it started': { [ready('true')]: '0 0 1x20', [phase('Running')]: '1x20' },
    },
  },
  ServiceErrors: {
    fires: { [requests('500')]: '0+6x30', [requests('200')]: '0+54x30' },
    since: 1,
    labels: { container: 'nova' },
    summary: '10% of the requests to nova fail',
    quiet: {
      'few fail': { [requests('500')]: '0+1x30', [requests('200')]: '0+59x30' },
      'it does not find what is asked for': { [requests('404')]: '0+30x30', [requests('200')]: '0+30x30' },
      'nobody asks': { [requests('500')]: '6x30', [requests('200')]: '6x30' },
    },
  },
  NodeCpuHigh: {
    fires: { [idle]: '0+6x60' },
    since: 1,
    labels: { instance: '192.168.8.197:9100' },
    summary: 'Node 192.168.8.197:9100 has its processor 90% in use',
    quiet: { 'half is idle': { [idle]: '0+30x60' } },
  },
  NodeMemoryHigh: {
    fires: { [memory('Available')]: '1x60', [memory('Total')]: '8x60' },
    labels: { instance: '192.168.8.197:9100' },
    summary: 'Node 192.168.8.197:9100 has 87.5% of its memory in use',
    quiet: { 'a quarter is left': { [memory('Available')]: '2x60', [memory('Total')]: '8x60' } },
  },
  PodRestarts: {
    fires: { [restarts]: '0+1x90' },
    since: 4,
    labels: { namespace: 'holm', pod: 'nova-0', container: 'nova' },
    summary: 'Container nova of pod nova-0 started 6 times anew in an hour',
    quiet: { 'it started anew twice': { [restarts]: '0 1 1 2x80' } },
  },
  ServiceSlow: {
    fires: { [took('0.5')]: '0x40', [took('1')]: '0+10x40', [took('+Inf')]: '0+10x40' },
    since: 1,
    labels: { container: 'nova' },
    summary: 'One request in a hundred to nova takes longer than 995ms',
    quiet: {
      'they take little': { [took('0.5')]: '0+10x40', [took('1')]: '0+10x40', [took('+Inf')]: '0+10x40' },
      'nobody asks': { [took('0.5')]: '0x40', [took('1')]: '9x40', [took('+Inf')]: '9x40' },
    },
  },
  ServiceErrorsAboveTarget: {
    fires: { [requests('503')]: '0+2x40', [requests('200')]: '0+98x40' },
    since: 1,
    labels: { container: 'nova' },
    summary: '2% of the requests to nova fail',
    quiet: { 'very few fail': { [requests('503')]: '0+1x40', [requests('200')]: '0+199x40' } },
  },
  VolumeFull: {
    fires: { [claim('used')]: '9x40', [claim('capacity')]: '10x40' },
    labels: { namespace: 'holm', persistentvolumeclaim: 'registry-images' },
    summary: 'Claim holm/registry-images is 90% full',
    quiet: { 'half is left': { [claim('used')]: '5x40', [claim('capacity')]: '10x40' } },
  },
  LonghornDiskFull: {
    fires: { [disk('usage')]: '9x40', [disk('capacity')]: '10x40' },
    labels: { node: 'rpi2', disk: 'default' },
    summary: "Longhorn's disk default of node rpi2 is 90% full",
    quiet: { 'half is left': { [disk('usage')]: '5x40', [disk('capacity')]: '10x40' } },
  },
  LonghornVolumeDegraded: {
    fires: { [robustness('degraded')]: '1x40', [robustness('healthy')]: '0x40' },
    labels: { ...VOLUME, state: 'degraded' },
    summary: 'Volume pvc-1 (holm/registry-images) lacks replicas',
    quiet: {
      'it is healthy': { [robustness('degraded')]: '0x40', [robustness('healthy')]: '1x40' },
      'a replica is rebuilt': { [robustness('degraded')]: '1x8 0x30' },
    },
  },
  LonghornVolumeFaulted: {
    fires: { [robustness('faulted')]: '1x20' },
    labels: { ...VOLUME, state: 'faulted' },
    summary: 'Volume pvc-1 (holm/registry-images) has no healthy replica',
    quiet: { 'it is degraded': { [robustness('faulted')]: '0x20', [robustness('degraded')]: '1x20' } },
  },
  LonghornSlow: {
    fires: { [latency('write')]: '200000000x30', [latency('read')]: '1000000x30' },
    labels: VOLUME,
    summary: 'Volume pvc-1 (holm/registry-images) takes more than 100 ms for a block',
    quiet: { 'it takes a few': { [latency('write')]: '5000000x30', [latency('read')]: '1000000x30' } },
  },
};
