import { error, warning } from '../entry';

/** Mistakes that only somebody who knows the product can name. */
export const products = {
  'k3s/no-server': error<{ name: string; address: string }>({
    message: ({ name, address }) => `${name} has no server: no node has the address of the cluster, ${address}`,
    fix: () => 'give the node that shall keep the state of the cluster that address, in steading:cluster.nodes',
    explain: 'The node at the address of the cluster is the server; the others join it there.',
  }),
  'k3s/no-address': error<{ name: string; node: string }>({
    message: ({ name, node }) => `${name} is to prepare node '${node}', which has no address`,
    fix: ({ node }) => `say ${node}'s address in steading:cluster.nodes`,
    explain: 'Nodes are prepared over SSH.',
  }),
  'k3s/state-on-sd': warning<{ host: string }>({
    message: ({ host }) => `the state of the cluster stands on ${host}, which has an SD card`,
    fix: ({ host }) => `make another host the server, or put an SSD into ${host} and say disk: ssd`,
    explain:
      "k3s writes to its datastore all the time, some ten gigabytes a day with a dozen nodes. An SD card wears out within months, and with it goes the cluster. k3s' own documentation asks for an SSD.",
  }),
  'arc/no-api-server': error<{ name: string; namespace: string }>({
    message: ({ name, namespace }) =>
      `${name} asks the API server, which namespace '${namespace}' lets nobody reach: it denies traffic`,
    fix: ({ namespace }) =>
      `leave \`traffic: 'denied'\` away from '${namespace}'; runners are in a namespace of their own`,
    explain:
      'The controller and its listeners watch and make objects. Packets to the API server go to the address of a node, which no connection of a stack names, so default deny drops them and no runner is ever made.',
  }),
  'ollama/model-too-large': error<{ name: string; model: string; size: string; room: string; where: string }>({
    message: ({ name, model, size, room, where }) =>
      `'${model}' takes ${size} when it runs, ${name} has ${room} ${where}`,
    fix: () => 'take a smaller model or a smaller quantisation of it, or give it more memory',
    explain:
      'A model that does not fit is run by the processor in part, many times slower, or not at all. Beside its weights it needs room for the context, which its stated size includes.',
  }),
  'litellm/no-models': error<{ name: string }>({
    message: ({ name }) => `${name} serves no model`,
    fix: () => 'call route(model, server)',
    explain: 'LiteLLM with an empty model_list starts and answers every request with an error.',
  }),
  'litellm/duplicate-model': error<{ name: string; model: string }>({
    message: ({ name, model }) => `${name} already serves '${model}'`,
    fix: () => 'give one route another model name',
    explain:
      'Two routes of one name are a load balancer for LiteLLM. Steading asks for that to be said, not to happen.',
  }),
  'prometheus/no-pods': error<{ name: string; endpoint: string }>({
    message: ({ name, endpoint }) => `${name} is to collect metrics from '${endpoint}', which has no pods`,
    fix: () => 'scrape an endpoint of this cluster, or watch(endpoint, alert) to know whether it answers',
    explain: 'A PodMonitor finds pods by their labels. An address outside the cluster has neither pods nor labels.',
  }),
  'open-webui/no-llm': error<{ name: string }>({
    message: ({ name }) => `${name} talks to no language model`,
    fix: () => 'call use(server)',
    explain: 'Without an address Open WebUI falls back to api.openai.com.',
  }),
};
