# A Slurm of one node on this machine, for tests: sourced by `run`.
#
# Everything is in a private folder: configuration, key, sockets, state and
# logs. The daemons listen on loopback, on ports of their own, so that a Slurm
# that is already here is not touched. Needs root: slurmd starts jobs as their
# users, and the packages have to be installed.
# shellcheck shell=bash

# Ports that no other Slurm uses by default (6817 to 6819).
readonly SLURM_CONTROLLER_PORT=16817 SLURM_NODE_PORT=16818

# Installs Slurm and munge from Debian where they are missing. The packages
# would start services that need a configuration; a policy forbids that.
install_slurm() {
    have slurmctld slurmd munged sbatch && return
    local policy=/usr/sbin/policy-rc.d kept= status=0
    if [[ -e $policy ]]; then
        kept=yes
    else
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod +x "$policy"
    fi
    install_packages slurm-wlm munge || status=$?
    [[ -n $kept ]] || rm -f "$policy"
    return $status
}

# Writes the configuration into the folder of the cluster.
configure_cluster() {
    local cores version
    cores=$(nproc)
    cat >"$CLUSTER/slurm.conf" <<CONF
ClusterName=orgsim
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$SLURM_CONTROLLER_PORT
SlurmUser=root
SlurmctldPidFile=$CLUSTER/slurmctld.pid
SlurmctldLogFile=$CLUSTER/slurmctld.log
SlurmdPidFile=$CLUSTER/slurmd.pid
SlurmdLogFile=$CLUSTER/slurmd.log
SlurmdSpoolDir=$CLUSTER/spool
StateSaveLocation=$CLUSTER/state
AuthType=auth/munge
AuthInfo=socket=$CLUSTER/munge/socket
CredType=cred/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SwitchType=switch/none
MpiDefault=none
JobCompType=jobcomp/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
ReturnToService=2
KillWait=5
MinJobAge=3600
SchedulerParameters=sched_interval=1,sched_min_interval=100000,batch_sched_delay=0
NodeName=node NodeHostname=localhost NodeAddr=127.0.0.1 Port=$SLURM_NODE_PORT CPUs=$cores State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
    # Newer versions look for control groups, which a container may not have;
    # older ones do not know the word and do not need it.
    version=$(slurmd -V)
    version=${version##* }
    if ((${version%%.*} >= 23)); then
        echo 'CgroupPlugin=disabled' >"$CLUSTER/cgroup.conf"
    fi
    export SLURM_CONF=$CLUSTER/slurm.conf
}

# Starts the daemons and waits until the node is idle.
start_cluster() {
    mkdir -p "$CLUSTER/munge" "$CLUSTER/spool" "$CLUSTER/state"
    # munged insists on being no other than its user, and on its folders.
    chmod 755 "$CLUSTER"
    dd if=/dev/urandom of="$CLUSTER/munge/key" bs=128 count=1 status=none
    chmod 400 "$CLUSTER/munge/key"
    chown -R munge: "$CLUSTER/munge"
    runuser -u munge -- munged --socket="$CLUSTER/munge/socket" \
        --key-file="$CLUSTER/munge/key" --pid-file="$CLUSTER/munge/pid" \
        --log-file="$CLUSTER/munge/log" --seed-file="$CLUSTER/munge/seed"
    if ! slurmctld || ! slurmd -N node || ! wait_for 60 "the node to be idle" node_is_idle; then
        local log
        for log in "$CLUSTER"/*.log; do
            printf -- '--- %s\n' "$log" >&2
            tail -n 20 "$log" >&2
        done
        return 1
    fi
}

node_is_idle() { [[ $(sinfo --noheader --format=%T 2>/dev/null) == idle ]]; }

# Ends the daemons that this cluster started, by their process ids, and what
# is left of its jobs; keeps the folder where `KEEP` is set.
stop_cluster() {
    local file pid
    if [[ -n ${SLURM_CONF:-} && -e $CLUSTER/slurmctld.pid ]]; then
        scancel --user=root 2>/dev/null || true
        wait_for 20 "the jobs to end" queue_is_empty || true
    fi
    for file in slurmd.pid slurmctld.pid munge/pid; do
        [[ -s $CLUSTER/$file ]] || continue
        pid=$(<"$CLUSTER/$file")
        kill "$pid" 2>/dev/null || true
        wait_for 20 "process $pid to end" process_is_gone "$pid" || kill -9 "$pid" || true
    done
    if [[ -n ${KEEP:-} ]]; then
        echo "kept: $CLUSTER" >&2
    else
        rm -rf "$CLUSTER"
    fi
}

queue_is_empty() { [[ -z $(squeue --noheader 2>/dev/null) ]]; }

process_is_gone() { ! kill -0 "$1" 2>/dev/null; }

# wait_for SECONDS WHAT COMMAND...: until the command succeeds.
wait_for() {
    local seconds=$1 what=$2 end
    shift 2
    end=$((SECONDS + seconds))
    until "$@"; do
        if ((SECONDS >= end)); then
            echo "waited $seconds s for $what" >&2
            return 1
        fi
        sleep 0.1
    done
}
