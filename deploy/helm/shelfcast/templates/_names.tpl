{{- define "shelfcast.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 30 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 30 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* A build's id in the name of an object: where letters had to be replaced, a hash keeps two ids apart. */}}
{{- define "shelfcast.buildSlug" -}}
{{- $slug := . | lower | replace "_" "-" | replace "." "-" | trunc 20 | trimAll "-" -}}
{{- if eq $slug . -}}{{- $slug -}}{{- else -}}{{- printf "%s-%s" ($slug | trunc 13 | trimSuffix "-") (sha256sum . | trunc 6) -}}{{- end -}}
{{- end -}}

{{/* Of an object that belongs to no build. Takes [root, component]. */}}
{{- define "shelfcast.selector" -}}
app.kubernetes.io/name: {{ (index . 0).Chart.Name }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "shelfcast.labels" -}}
{{ include "shelfcast.selector" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name (index . 0).Chart.Version }}
{{- end -}}

{{- define "shelfcast.serviceAccount" -}}
{{- default (include "shelfcast.name" .) .Values.serviceAccount.name -}}
{{- end -}}

{{/* Takes [root, build]; a build may have an image of its own. */}}
{{- define "shelfcast.image" -}}
{{- $image := (index . 0).Values.image -}}
{{- $build := index . 1 -}}
{{- $own := or $build.tag $build.digest -}}
{{- $digest := ternary $build.digest $image.digest (not (empty $own)) -}}
{{- if $digest -}}
{{- printf "%s@%s" $image.repository $digest -}}
{{- else -}}
{{- printf "%s:%s" $image.repository (coalesce $build.tag $image.tag (index . 0).Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{/* The builds that have workers, the newest first. */}}
{{- define "shelfcast.builds" -}}
{{- prepend .Values.build.previous (dict "id" .Values.build.id "current" true) | toJson -}}
{{- end -}}
