{{- define "shelfcast.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "shelfcast.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}

{{/* Environment of every container. Takes [root, build]. */}}
{{- define "shelfcast.env" -}}
{{- $root := index . 0 -}}
{{- $values := $root.Values -}}
- { name: SHELFCAST_PROJECT, value: {{ $values.project.path | quote }} }
- { name: SHELFCAST_ENVIRONMENTS, value: {{ join "," $values.environments | quote }} }
- { name: SHELFCAST_BUILD_ID, value: {{ (index . 1).id | quote }} }
- { name: SHELFCAST_ARTIFACTS, value: {{ $values.artifacts.location | quote }} }
- { name: SHELFCAST_STORE_CACHE, value: /var/lib/shelfcast/store-cache }
- { name: SHELFCAST_STORE_CACHE_MB, value: {{ $values.artifacts.cache.megabytes | int | quote }} }
- { name: SHELFCAST_REGISTRY_URL, value: {{ $values.registry.url | quote }} }
{{- if $values.registry.existingSecret }}
- { name: SHELFCAST_REGISTRY_PASSWORD_FILE, value: /etc/shelfcast/registry/{{ $values.registry.passwordKey }} }
{{- end }}
- { name: SHELFCAST_LOG_LEVEL, value: {{ $values.logLevel | quote }} }
- { name: SHELFCAST_STATUS_HOST, value: 0.0.0.0 }
- { name: SHELFCAST_STATUS_PORT, value: '9464' }
{{- with $values.temporal.address }}
- { name: TEMPORAL_ADDRESS, value: {{ . | quote }} }
{{- end }}
{{- if $values.temporal.config.existingSecret }}
- { name: TEMPORAL_CONFIG_FILE, value: /etc/shelfcast/temporal/{{ $values.temporal.config.key }} }
{{- end }}
{{- if $values.encryption.existingSecret }}
- { name: SHELFCAST_PAYLOAD_KEYS_FILE, value: /etc/shelfcast/encryption/{{ $values.encryption.key }} }
{{- end }}
{{- if $values.certificateAuthority.existingSecret }}
- { name: NODE_EXTRA_CA_CERTS, value: /etc/shelfcast/certificate-authority/{{ $values.certificateAuthority.key }} }
{{- end }}
{{- with $values.telemetry.otlpEndpoint }}
- { name: OTEL_EXPORTER_OTLP_ENDPOINT, value: {{ . | quote }} }
{{- end }}
{{- range $name, $value := merge dict $values.artifacts.env $values.env }}
- { name: {{ $name }}, value: {{ $value | quote }} }
{{- end }}
{{- end -}}

{{- define "shelfcast.envFrom" -}}
{{- with .Values.artifacts.existingSecret }}
- secretRef: { name: {{ . }} }
{{- end }}
{{- end -}}

{{- define "shelfcast.mounts" -}}
- { name: tmp, mountPath: /tmp }
- { name: cache, mountPath: /var/lib/shelfcast }
{{- if .Values.project.existingClaim }}
- name: project
  mountPath: {{ .Values.project.path }}
  {{- with .Values.project.subPath }}
  subPath: {{ . }}
  {{- end }}
  readOnly: true
{{- end }}
{{- if .Values.temporal.config.existingSecret }}
- { name: temporal, mountPath: /etc/shelfcast/temporal, readOnly: true }
{{- end }}
{{- if .Values.temporal.tls.existingSecret }}
- { name: temporal-tls, mountPath: /etc/shelfcast/temporal-tls, readOnly: true }
{{- end }}
{{- if .Values.registry.existingSecret }}
- { name: registry, mountPath: /etc/shelfcast/registry, readOnly: true }
{{- end }}
{{- if .Values.registry.caSecret }}
- { name: registry-ca, mountPath: /etc/shelfcast/registry-ca, readOnly: true }
{{- end }}
{{- if .Values.encryption.existingSecret }}
- { name: encryption, mountPath: /etc/shelfcast/encryption, readOnly: true }
{{- end }}
{{- if .Values.certificateAuthority.existingSecret }}
- { name: certificate-authority, mountPath: /etc/shelfcast/certificate-authority, readOnly: true }
{{- end }}
{{- end -}}

{{/* Secrets are whole folders: a file that is mounted alone does not change when its secret does. 288 is 0440, which YAML parsers read
differently. */}}
{{- define "shelfcast.volumes" -}}
- name: tmp
  emptyDir: {}
{{- $megabytes := div (mul 3 (int .Values.artifacts.cache.megabytes)) 2 }}
- name: cache
{{- if .Values.artifacts.cache.storageClass }}
  ephemeral:
    volumeClaimTemplate:
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: {{ .Values.artifacts.cache.storageClass }}
        resources: { requests: { storage: {{ $megabytes }}Mi } }
{{- else }}
  emptyDir: { sizeLimit: {{ $megabytes }}Mi }
{{- end }}
{{- with .Values.project.existingClaim }}
- name: project
  persistentVolumeClaim: { claimName: {{ . }}, readOnly: true }
{{- end }}
{{- $secrets := dict "temporal" .Values.temporal.config.existingSecret "temporal-tls" .Values.temporal.tls.existingSecret "registry" .Values.registry.existingSecret "registry-ca" .Values.registry.caSecret "encryption" .Values.encryption.existingSecret "certificate-authority" .Values.certificateAuthority.existingSecret }}
{{- range $name, $secret := $secrets }}
{{- if $secret }}
- name: {{ $name }}
  secret: { secretName: {{ $secret }}, defaultMode: 288 }
{{- end }}
{{- end }}
{{- end -}}

{{/* Answers of the status server. */}}
{{- define "shelfcast.probes" -}}
startupProbe:
  httpGet: { path: /livez, port: status }
  periodSeconds: 5
  failureThreshold: 60
livenessProbe:
  httpGet: { path: /livez, port: status }
  periodSeconds: 20
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: { path: /readyz, port: status }
  periodSeconds: 10
  timeoutSeconds: 5
{{- end -}}

{{/* One replica on each node and zone before a second one. Takes the labels that select the pods. */}}
{{- define "shelfcast.spread" -}}
{{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
- maxSkew: 1
  topologyKey: {{ $key }}
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels:
      {{- $ | nindent 6 }}
{{- end }}
{{- end -}}

{{/* Template of a Job that runs one command after another. Takes a dict: root, component, commands, account. */}}
{{- define "shelfcast.jobPod" -}}
{{- $root := .root -}}
{{- $build := dict "id" $root.Values.build.id -}}
metadata:
  labels:
    {{- include "shelfcast.labels" (list $root .component) | nindent 4 }}
    {{- with $root.Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  restartPolicy: Never
  serviceAccountName: {{ .account }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  securityContext:
    {{- include "shelfcast.podSecurity" $root | nindent 4 }}
  {{- with $root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- $last := last .commands }}
  {{- $before := initial .commands }}
  {{- with $before }}
  initContainers:
    {{- range . }}
    - {{ include "shelfcast.jobContainer" (dict "root" $root "build" $build "name" .name "args" .args) | nindent 6 | trim }}
    {{- end }}
  {{- end }}
  containers:
    - {{ include "shelfcast.jobContainer" (dict "root" $root "build" $build "name" $last.name "args" $last.args) | nindent 6 | trim }}
  volumes:
    {{- include "shelfcast.volumes" $root | nindent 4 }}
{{- end -}}

{{- define "shelfcast.jobContainer" -}}
name: {{ .name }}
image: {{ include "shelfcast.image" (list .root .build) | quote }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
workingDir: {{ .root.Values.project.path }}
args: {{ .args | toJson }}
env:
  {{- include "shelfcast.env" (list .root .build) | nindent 2 }}
{{- with include "shelfcast.envFrom" .root | trim }}
envFrom:
  {{- . | nindent 2 }}
{{- end }}
resources:
  {{- toYaml .root.Values.jobs.resources | nindent 2 }}
securityContext:
  {{- include "shelfcast.containerSecurity" .root | nindent 2 }}
volumeMounts:
  {{- include "shelfcast.mounts" .root | nindent 2 }}
{{- end -}}
