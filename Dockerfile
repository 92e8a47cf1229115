# Two images of the service: cpu (the last target and so the default) and cuda, for NVIDIA GPUs.
# deploy/image-check.sh builds the first and tries it.
ARG DEBIAN=debian:bookworm-slim
ARG CUDA=nvidia/cuda:12.9.1-cudnn-runtime-ubuntu24.04

# The sources, a JDK, and a Java runtime of the modules that the service needs.
FROM ${DEBIAN} AS source
RUN apt-get update \
 && apt-get install -y --no-install-recommends openjdk-17-jdk-headless binutils ca-certificates curl unzip zip \
 && jlink --output /opt/java --strip-debug --no-header-files --no-man-pages --compress=2 \
      --add-modules java.compiler,java.desktop,java.instrument,java.management,java.naming,java.net.http,java.security.jgss,java.sql,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs \
 && /opt/java/bin/java -Xshare:dump
WORKDIR /source
COPY . .

FROM source AS cpu-build
RUN deploy/docker/assemble.sh /assembled && deploy/docker/archive-classes.sh /assembled

FROM source AS cuda-build
RUN deploy/docker/assemble.sh /assembled -Pgpu && deploy/docker/archive-classes.sh /assembled

# The images differ in what they stand on and in the natives of ONNX Runtime. The rest stands here twice: no instruction
# serves two bases. Layers go from the one that changes least to the one that changes most.
FROM ${CUDA} AS cuda
LABEL org.opencontainers.image.title="Quartzite (CUDA)" \
      org.opencontainers.image.description="Speech recognition over HTTP on NVIDIA GPUs" \
      org.opencontainers.image.licenses="GPL-3.0-or-later"
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/* /var/cache/apt/* \
 && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin quartzite && mkdir /models
COPY --from=source /opt/java /opt/java
COPY --from=cuda-build /assembled/natives /app/natives
COPY --from=cuda-build /assembled/dependencies /app
COPY --from=cuda-build /assembled/application /assembled/archive /app/
WORKDIR /app
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD curl -fsS -o /dev/null "http://127.0.0.1:${SERVER_PORT:-8080}/actuator/health/readiness"
ENTRYPOINT ["/opt/java/bin/java", "@/app/java.options", "-XX:SharedArchiveFile=/app/quartzite.jsa", "-jar", "quartzite.jar"]

FROM ${DEBIAN} AS cpu
LABEL org.opencontainers.image.title="Quartzite" \
      org.opencontainers.image.description="Speech recognition over HTTP" \
      org.opencontainers.image.licenses="GPL-3.0-or-later"
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/* /var/cache/apt/* \
 && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin quartzite && mkdir /models
COPY --from=source /opt/java /opt/java
COPY --from=cpu-build /assembled/natives /app/natives
COPY --from=cpu-build /assembled/dependencies /app
COPY --from=cpu-build /assembled/application /assembled/archive /app/
WORKDIR /app
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD curl -fsS -o /dev/null "http://127.0.0.1:${SERVER_PORT:-8080}/actuator/health/readiness"
ENTRYPOINT ["/opt/java/bin/java", "@/app/java.options", "-XX:SharedArchiveFile=/app/quartzite.jsa", "-jar", "quartzite.jar"]
