const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** What Kubernetes' own API groups hold (API reference, 1.35; with what older versions that are still run hold). */
export const RESOURCES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    '': words(`bindings componentstatuses configmaps endpoints events limitranges namespaces nodes persistentvolumeclaims persistentvolumes
    pods podtemplates replicationcontrollers resourcequotas secrets serviceaccounts services users groups`),
    'admissionregistration.k8s.io':
      words(`mutatingadmissionpolicies mutatingadmissionpolicybindings mutatingwebhookconfigurations
    validatingadmissionpolicies validatingadmissionpolicybindings validatingwebhookconfigurations`),
    'apiextensions.k8s.io': words('customresourcedefinitions'),
    'apiregistration.k8s.io': words('apiservices'),
    apps: words('controllerrevisions daemonsets deployments replicasets statefulsets'),
    'authentication.k8s.io': words('selfsubjectreviews tokenreviews userextras uids'),
    'authorization.k8s.io': words(
      'localsubjectaccessreviews selfsubjectaccessreviews selfsubjectrulesreviews subjectaccessreviews',
    ),
    autoscaling: words('horizontalpodautoscalers'),
    batch: words('cronjobs jobs'),
    'certificates.k8s.io': words('certificatesigningrequests clustertrustbundles podcertificaterequests signers'),
    'coordination.k8s.io': words('leasecandidates leases'),
    'discovery.k8s.io': words('endpointslices'),
    'events.k8s.io': words('events'),
    extensions: words('daemonsets deployments ingresses networkpolicies replicasets podsecuritypolicies'),
    'flowcontrol.apiserver.k8s.io': words('flowschemas prioritylevelconfigurations'),
    'metrics.k8s.io': words('nodes pods'),
    'networking.k8s.io': words('ingressclasses ingresses ipaddresses networkpolicies servicecidrs'),
    'node.k8s.io': words('runtimeclasses'),
    policy: words('poddisruptionbudgets podsecuritypolicies'),
    'rbac.authorization.k8s.io': words('clusterrolebindings clusterroles rolebindings roles'),
    'resource.k8s.io': words('deviceclasses devicetaintrules resourceclaims resourceclaimtemplates resourceslices'),
    'scheduling.k8s.io': words('priorityclasses workloads'),
    'storage.k8s.io': words(
      'csidrivers csinodes csistoragecapacities storageclasses volumeattachments volumeattributesclasses',
    ),
  }),
);
