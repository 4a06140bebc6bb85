{{- define "verbatim.name" -}}
{{- if contains "verbatim" .Release.Name }}{{ .Release.Name | trunc 52 | trimSuffix "-" }}{{ else }}{{ printf "%s-verbatim" .Release.Name | trunc 52 | trimSuffix "-" }}{{ end -}}
{{- end }}

{{- define "verbatim.selector" -}}
app.kubernetes.io/name: verbatim
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "verbatim.labels" -}}
{{ include "verbatim.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "verbatim.image" -}}
image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
imagePullPolicy: {{ .Values.image.pullPolicy }}
{{- end }}

{{- define "verbatim.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "verbatim.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "verbatim.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{- /* The pod, the same for SQLite (a StatefulSet) and PostgreSQL (a Deployment). */ -}}
{{- define "verbatim.pod" -}}
metadata:
  labels: {{- include "verbatim.labels" . | nindent 4 }}
  {{- with .Values.podAnnotations }}
  annotations: {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "verbatim.name" . }}
  automountServiceAccountToken: false
  # Variables such as VERBATIM_PORT, which Kubernetes makes of services, are not for verbatimd.
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ add .Values.drainSeconds 15 }}
  securityContext: {{- include "verbatim.podSecurity" . | nindent 4 }}
  {{- include "verbatim.pullSecrets" . | nindent 2 }}
  containers:
    - name: verbatimd
      {{- include "verbatim.image" . | nindent 6 }}
      args:
        - --listen=0.0.0.0:7461
        - --http_listen=0.0.0.0:7480
        - --metrics_listen=0.0.0.0:9461
        - --drain_timeout={{ .Values.drainSeconds }}s
        - --access_log={{ .Values.accessLog }}
        {{- if .Values.store.postgresSecret }}
        - --index=/var/lib/verbatim/index
        - --log_key=/etc/verbatim/keys/log.key
        - --digest_key=/etc/verbatim/keys/digest.key
        {{- else }}
        - --store=sqlite:/var/lib/verbatim/claims.db
        {{- end }}
        {{- if .Values.tls.secret }}
        - --tls_cert=/etc/verbatim/tls/tls.crt
        - --tls_key=/etc/verbatim/tls/tls.key
        {{- end }}
        {{- if .Values.tls.clientCaSecret }}
        - --tls_client_ca=/etc/verbatim/client-ca/ca.crt
        {{- end }}
        {{- if .Values.policy.secret }}
        - --policy=/etc/verbatim/policy/policy.yaml
        {{- end }}
        {{- if .Values.insecureAnyone }}
        - --insecure_anyone
        {{- end }}
        {{- range $name, $value := .Values.flags }}
        - {{ printf "--%s=%v" $name $value | quote }}
        {{- end }}
      {{- if .Values.store.postgresSecret }}
      env:
        - name: VERBATIMD_STORE
          valueFrom: {secretKeyRef: {name: {{ .Values.store.postgresSecret }}, key: uri}}
      {{- end }}
      ports:
        - {name: grpc, containerPort: 7461}
        - {name: http, containerPort: 7480}
        - {name: metrics, containerPort: 9461}
      # A start migrates an older database first, which may take minutes.
      startupProbe:
        httpGet: {path: /healthz, port: metrics}
        periodSeconds: 2
        failureThreshold: 300
      livenessProbe:
        httpGet: {path: /healthz, port: metrics}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: {path: /readyz, port: metrics}
        periodSeconds: 5
        timeoutSeconds: 3
      securityContext: {{- include "verbatim.containerSecurity" . | nindent 8 }}
      resources: {{- toYaml .Values.resources | nindent 8 }}
      volumeMounts:
        - {name: data, mountPath: /var/lib/verbatim}
        - {name: tmp, mountPath: /tmp}
        {{- if .Values.tls.secret }}
        - {name: tls, mountPath: /etc/verbatim/tls, readOnly: true}
        {{- end }}
        {{- if .Values.tls.clientCaSecret }}
        - {name: client-ca, mountPath: /etc/verbatim/client-ca, readOnly: true}
        {{- end }}
        {{- if .Values.policy.secret }}
        - {name: policy, mountPath: /etc/verbatim/policy, readOnly: true}
        {{- end }}
        {{- if .Values.store.postgresSecret }}
        - {name: keys, mountPath: /etc/verbatim/keys, readOnly: true}
        {{- end }}
  volumes:
    - {name: tmp, emptyDir: {}}
    {{- if .Values.store.postgresSecret }}
    # The index of claims, which a new pod rebuilds from the log.
    - {name: data, emptyDir: {}}
    - {name: keys, secret: {secretName: {{ .Values.store.keysSecret }}, defaultMode: 0440}}
    {{- end }}
    {{- if .Values.tls.secret }}
    - {name: tls, secret: {secretName: {{ .Values.tls.secret }}, defaultMode: 0440}}
    {{- end }}
    {{- if .Values.tls.clientCaSecret }}
    - {name: client-ca, secret: {secretName: {{ .Values.tls.clientCaSecret }}, defaultMode: 0444}}
    {{- end }}
    {{- if .Values.policy.secret }}
    - {name: policy, secret: {secretName: {{ .Values.policy.secret }}, defaultMode: 0440}}
    {{- end }}
  {{- with .Values.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.affinity }}
  affinity: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if gt (int .Values.replicas) 1 }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels: {{- include "verbatim.selector" . | nindent 10 }}
  {{- end }}
{{- end }}
