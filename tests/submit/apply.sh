#!/bin/bash
set -euo pipefail
kubectl apply --filename=work.json
kubectl wait --for=condition=complete --timeout=-1s job/incentives-structures
kubectl apply --filename=merge.json
kubectl wait --for=condition=complete --timeout=-1s job/incentives-structures-merge
