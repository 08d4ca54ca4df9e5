{{/* Deployment, Service and Ingress of a server. Takes a dict: root, component, args, port, settings, hasStatus, signsIn, env (what it has besides; default none). */}}
{{- define "shelfcast.server" -}}
{{- $root := .root -}}
{{- $component := .component -}}
{{- $settings := .settings -}}
{{- $build := dict "id" $root.Values.build.id -}}
{{- $name := printf "%s-%s" (include "shelfcast.name" $root) $component -}}
{{- $selector := include "shelfcast.selector" (list $root $component) -}}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $name }}
  labels:
    {{- include "shelfcast.labels" (list $root $component) | nindent 4 }}
spec:
  replicas: {{ $settings.replicas }}
  revisionHistoryLimit: 2
  selector:
    matchLabels:
      {{- $selector | nindent 6 }}
  strategy:
    type: RollingUpdate
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }
  template:
    metadata:
      labels:
        {{- include "shelfcast.labels" (list $root $component) | nindent 8 }}
        {{- with $root.Values.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- if or .signsIn $root.Values.podAnnotations }}
      annotations:
        {{- if .signsIn }}
        # The file is read when the server starts.
        shelfcast/oidc: {{ include "shelfcast.oidcSettings" $root | sha256sum }}
        {{- end }}
        {{- with $root.Values.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- end }}
    spec:
      serviceAccountName: {{ include "shelfcast.serviceAccount" $root }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: {{ default 30 $settings.terminationGracePeriodSeconds }}
      securityContext:
        {{- include "shelfcast.podSecurity" $root | nindent 8 }}
      {{- with $root.Values.image.pullSecrets }}
      imagePullSecrets:
        {{- range . }}
        - name: {{ . }}
        {{- end }}
      {{- end }}
      containers:
        - name: {{ $component }}
          image: {{ include "shelfcast.image" (list $root $build) | quote }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          workingDir: {{ $root.Values.project.path }}
          args: {{ .args | toJson }}
          env:
            {{- include "shelfcast.env" (list $root $build) | nindent 12 }}
            {{- range $variable, $value := .env }}
            {{- if not (hasKey $root.Values.env $variable) }}
            - { name: {{ $variable }}, value: {{ $value | quote }} }
            {{- end }}
            {{- end }}
          {{- with include "shelfcast.envFrom" $root | trim }}
          envFrom:
            {{- . | nindent 12 }}
          {{- end }}
          ports:
            - { name: http, containerPort: {{ .port }} }
            {{- if .hasStatus }}
            - { name: status, containerPort: 9464 }
            {{- end }}
          {{- if .hasStatus }}
          {{- include "shelfcast.probes" $root | nindent 10 }}
          {{- else }}
          livenessProbe:
            httpGet: { path: /health, port: http }
            periodSeconds: 20
            timeoutSeconds: 5
            failureThreshold: 6
          readinessProbe:
            httpGet: { path: /health, port: http }
            periodSeconds: 10
            timeoutSeconds: 5
          {{- end }}
          resources:
            {{- toYaml $settings.resources | nindent 12 }}
          securityContext:
            {{- include "shelfcast.containerSecurity" $root | nindent 12 }}
          volumeMounts:
            {{- include "shelfcast.mounts" $root | nindent 12 }}
            {{- if .signsIn }}
            {{- include "shelfcast.oidcMounts" $root | nindent 12 }}
            {{- end }}
      volumes:
        {{- include "shelfcast.volumes" $root | nindent 8 }}
        {{- if .signsIn }}
        {{- include "shelfcast.oidcVolumes" $root | nindent 8 }}
        {{- end }}
      topologySpreadConstraints:
        {{- include "shelfcast.spread" $selector | nindent 8 }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}
  labels:
    {{- include "shelfcast.labels" (list $root $component) | nindent 4 }}
  {{- with dig "service" "annotations" dict $settings }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  type: ClusterIP
  ports:
    - { name: http, port: {{ dig "service" "port" 80 $settings }}, targetPort: http, protocol: TCP }
  selector:
    {{- $selector | nindent 4 }}
{{- if $settings.ingress.enabled }}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ $name }}
  labels:
    {{- include "shelfcast.labels" (list $root $component) | nindent 4 }}
  {{- with $settings.ingress.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- with $settings.ingress.className }}
  ingressClassName: {{ . }}
  {{- end }}
  {{- with $settings.ingress.tlsSecret }}
  tls:
    - hosts: [{{ $settings.ingress.host }}]
      secretName: {{ . }}
  {{- end }}
  rules:
    - host: {{ $settings.ingress.host }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: { service: { name: {{ $name }}, port: { name: http } } }
{{- end }}
{{- end -}}
