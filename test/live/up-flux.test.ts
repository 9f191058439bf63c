import { lives } from './support/engine/environment';

lives('lab', 'direct');
lives('lab', 'gitops');
lives('mlops', 'direct');
