{{- define "quartzite.name" -}}
{{- printf "%s" (ternary .Release.Name (printf "%s-%s" .Release.Name .Chart.Name) (contains .Chart.Name .Release.Name)) | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "quartzite.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "quartzite.labels" -}}
{{ include "quartzite.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "quartzite.keysSecret" -}}
{{- if .Values.apiKeysSecret }}{{ .Values.apiKeysSecret }}
{{- else if .Values.apiKeys }}{{ include "quartzite.name" . }}-keys
{{- end -}}
{{- end -}}

{{- /* What the chart sets itself, under what the values say. */ -}}
{{- define "quartzite.settings" -}}
quartzite:
  models:
    directory: /models
  temporary-directory: /tmp
spring:
  lifecycle:
    timeout-per-shutdown-phase: {{ sub (sub (int .Values.shutdown.graceSeconds) (int .Values.shutdown.drainSeconds)) 5 }}s
{{- end -}}
