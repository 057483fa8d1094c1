#!/bin/sh
# What `make demo` runs: the questions orgraph is for, on the real papers of 2016.
set -eu

ask() {
    printf '\n\033[1m$ orgraph %s\033[0m\n' "$*"
    orgraph "$@" || [ $? -eq 1 ]
}

ask approves "Fælles samarbejdsaftaler" --at 2016-10-01
ask escalate klyngerne --at 2016-10-01
ask history temagrupperne
ask scenario diff seed/scenarios/temagrupperne-nedlaegges.yaml
ask map --at 2016-10-01 --output visualisations/orgraph-kort.html
printf '\nÅbn %s/visualisations/orgraph-kort.html i en browser. Mere: orgraph --help\n' "$PWD"
