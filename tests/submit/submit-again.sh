#!/bin/bash
set -euo pipefail
job=$(sbatch --parsable --array=3,5-7%4 --partition=long '--comment=two words' work.sbatch)
job=${job%%;*}
sbatch --dependency="afterok:$job" --kill-on-invalid-dep=yes --partition=long '--comment=two words' merge.sbatch
