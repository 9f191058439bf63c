import { lives } from './support/engine/environment';

lives('homelab', 'direct');
lives('idp', 'direct');
lives('idp', 'gitops');
