# syntax=docker/dockerfile:1

# One static binary, then an image that holds nothing else: no shell, no root.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY api ./api
COPY cmd ./cmd
COPY corpus ./corpus
COPY graph ./graph
COPY ingest ./ingest
COPY search ./search
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/samband ./cmd/samband \
 && mkdir -p /out/data

FROM gcr.io/distroless/static-debian12:nonroot
COPY LICENSE NOTICE /
COPY --from=build /out/samband /samband
COPY --from=build --chown=nonroot:nonroot /out/data /data
ENV SAMBAND_DATA=/data
VOLUME /data
EXPOSE 8080
USER nonroot:nonroot
ENTRYPOINT ["/samband"]
CMD ["demo", "--host", "0.0.0.0"]
