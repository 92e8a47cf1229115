# The build: one jar that carries the embedded model.
FROM eclipse-temurin:17-jdk AS build
WORKDIR /source
COPY . .
RUN ./mvnw -B -ntp -q -DskipTests -pl service/app -am package \
 && java -Djarmode=tools -jar service/app/target/quartzite.jar extract --layers --destination /layers

# The service: layers from the one that changes least to the one that changes most.
FROM eclipse-temurin:17-jre
RUN useradd --uid 10001 --no-create-home quartzite
USER 10001
WORKDIR /app
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
# FFmpeg is unpacked here at the first recording that needs it.
ENV JAVA_TOOL_OPTIONS="-Dorg.bytedeco.javacpp.cachedir=/tmp/quartzite-natives"
EXPOSE 8080
ENTRYPOINT ["java", "-jar", "quartzite.jar"]
