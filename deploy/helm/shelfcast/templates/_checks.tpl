{{/* What the schema cannot say, each with the way out. Rendered by the workers, so by every install and upgrade. */}}
{{- define "shelfcast.checks" -}}
{{- if and .Values.temporal.address .Values.temporal.config.existingSecret -}}
{{- fail "temporal.address and temporal.config.existingSecret are both set: give the address of one server without TLS, or profiles" -}}
{{- end -}}
{{- if not (or .Values.temporal.address .Values.temporal.config.existingSecret) -}}
{{- fail "where is Temporal? set temporal.address, or temporal.config.existingSecret with a profile for each environment" -}}
{{- end -}}
{{- if and .Values.codec.enabled (not .Values.encryption.existingSecret) -}}
{{- fail "codec.enabled needs encryption.existingSecret: without keys there is nothing to decode" -}}
{{- end -}}
{{- $oidc := .Values.api.oidc -}}
{{- if and .Values.api.enabled $oidc.issuer -}}
{{- if not (or $oidc.publicUrl .Values.api.ingress.enabled) -}}
{{- fail "api.oidc needs api.oidc.publicUrl, or api.ingress: the provider sends browsers back there" -}}
{{- end -}}
{{- $port := regexFind ":[0-9]+$" (urlParse $oidc.issuer).host | trimPrefix ":" | default "443" | int -}}
{{- $isOpen := false -}}
{{- range .Values.networkPolicy.egressPorts -}}{{- if eq (int .) $port -}}{{- $isOpen = true -}}{{- end -}}{{- end -}}
{{- if and .Values.networkPolicy.enabled (not $isOpen) -}}
{{- fail (printf "api.oidc.issuer is on port %d, which networkPolicy.egressPorts does not let out: add it" $port) -}}
{{- end -}}
{{- end -}}
{{- range $role, $worker := .Values.workers -}}
{{- if $worker.autoscaling.enabled -}}
{{- if not $.Values.autoscaling.temporal -}}
{{- fail (printf "workers.%s.autoscaling needs autoscaling.temporal: the endpoint and namespace of each environment" $role) -}}
{{- end -}}
{{- if and (eq (int $worker.autoscaling.minReplicas) 0) (not $worker.autoscaling.floors) -}}
{{- fail (printf "workers.%s.autoscaling.minReplicas is 0 without floors: KEDA counts what waits, not what runs, and would stop the last worker in the middle of its work; set minReplicas to 1, or floors over the hours of the cycles" $role) -}}
{{- end -}}
{{- if gt (int $worker.autoscaling.minReplicas) (int $worker.autoscaling.maxReplicas) -}}
{{- fail (printf "workers.%s.autoscaling: minReplicas is above maxReplicas" $role) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $known := list .Values.build.id -}}
{{- range .Values.build.previous -}}
{{- if has .id $known -}}{{- fail (printf "build %s is named twice" .id) -}}{{- end -}}
{{- $known = append $known .id -}}
{{- end -}}
{{- if not .Values.build.removeOthers -}}
{{- range (lookup "apps/v1" "Deployment" .Release.Namespace "").items -}}
{{- $labels := .metadata.labels | default dict -}}
{{- $build := index $labels "shelfcast/build" -}}
{{- if and $build (eq (index $labels "app.kubernetes.io/instance" | default "") $.Release.Name) (not (has $build $known)) -}}
{{- fail (printf "workers of build %s run and would be removed: cycles pinned to it would wait for ever. Add it to build.previous, with the tag or digest of its image, until `shelfcast deployment show` says drained, or set build.removeOthers" $build) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
