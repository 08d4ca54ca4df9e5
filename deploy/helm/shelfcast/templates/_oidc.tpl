{{/* The file that --oidc names: docs/api.md, "Sign-in with an OpenID provider". */}}
{{- define "shelfcast.oidcSettings" -}}
{{- $oidc := .Values.api.oidc -}}
{{- $settings := pick $oidc "issuer" "clientId" "groupsClaim" "groups" "scope" "sessionHours" -}}
{{- $_ := set $settings "publicUrl" (default (printf "https://%s" .Values.api.ingress.host) $oidc.publicUrl) -}}
{{- if $oidc.existingSecret -}}
{{- $_ := set $settings "clientSecretFile" (printf "/etc/shelfcast/oidc-client/%s" $oidc.secretKey) -}}
{{- end -}}
{{- with $oidc.audience -}}{{- $_ := set $settings "audience" . -}}{{- end -}}
{{- toPrettyJson $settings -}}
{{- end -}}

{{- define "shelfcast.oidcMounts" -}}
- { name: oidc, mountPath: /etc/shelfcast/oidc, readOnly: true }
{{- if .Values.api.oidc.existingSecret }}
- { name: oidc-client, mountPath: /etc/shelfcast/oidc-client, readOnly: true }
{{- end }}
{{- end -}}

{{- define "shelfcast.oidcVolumes" -}}
- name: oidc
  configMap: { name: {{ include "shelfcast.name" . }}-oidc }
{{- with .Values.api.oidc.existingSecret }}
- name: oidc-client
  secret: { secretName: {{ . }}, defaultMode: 288 }
{{- end }}
{{- end -}}
