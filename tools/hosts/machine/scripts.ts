/**
 * Makes the root of a machine: `$1` is a folder for it, `$2` the Debian that it is made from. A layer in memory keeps what it writes, and what
 * containers write lies beside it, since the kernel lays no layers on layers. The machine is there as long as standard input is.
 */
export const CREATE = `mount --make-rprivate /
mount -t tmpfs -o mode=755 none "$1"
mkdir "$1/upper" "$1/work" "$1/root" "$1/cgroup"
mount -t overlay overlay -o "lowerdir=$2,upperdir=$1/upper,workdir=$1/work" "$1/root"
mount -t tmpfs -o mode=755 none "$1/root/home"
mount -t cgroup2 none "$1/cgroup"
for old in "$1"/cgroup/steading-machine-*; do
  [ ! -e "$old" ] || [ -e "/proc/\${old##*-}" ] || find "$old" -depth -type d -exec rmdir {} +
done
mkdir "$1/cgroup/steading-machine-$$"
chroot "$1/root" sh -ec '
  useradd --create-home --shell /bin/bash akula
  install --directory --owner=akula --group=akula --mode=700 /home/akula/.ssh
  echo "akula ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/akula
  echo akula-prime > /etc/hostname
  printf "127.0.0.1 localhost\n127.0.1.1 akula-prime\n" > /etc/hosts
  echo "nameserver 192.168.1.1" > /etc/resolv.conf
  echo "Acquire::Retries 0;" > /etc/apt/apt.conf.d/no-network
  systemctl --quiet enable ssh.service'
echo ready
cat > /dev/null
own=$1/cgroup/steading-machine-$$
echo 1 > "$own/cgroup.kill"
for _ in 1 2 3 4 5 6 7 8 9; do
  sleep 0.1
  ! find "$own" -depth -type d -exec rmdir {} + 2> /dev/null || break
done`;

/** Starts the machine in \`$2\`, which process \`$1\` made, in namespaces of its own; \`$3\` is what comes first there. */
export const BOOT = `echo $$ > "/proc/$1/root$2/cgroup/steading-machine-$1/cgroup.procs"
exec nsenter --mount="/proc/$1/ns/mnt" \\
  unshare --mount --pid --fork --kill-child --uts --ipc --net --cgroup sh -ec "$3" sh "$2/root"`;

/**
 * What a firmware and an initial file system do; \`$1\` is the root. Devices are known to the kernel by their numbers. /proc/sys is the whole kernel's,
 * so that it is read only but for the network. A rootless container gets a /proc only where one is seen that nothing is mounted over: the second one.
 */
export const INIT = `echo "init $(cut -d ' ' -f 4 /proc/self/stat)"
read -r _
cd "$1"
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs run
mkdir run/proc
mount -t proc proc run/proc
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys
mount --bind run/proc/sys/net proc/sys/net
cat /proc/sys/kernel/random/uuid > run/boot_id
mount --bind run/boot_id proc/sys/kernel/random/boot_id
mkdir -p srv/driver
mount --bind srv/driver proc/driver
mount -t tmpfs -o mode=755 tmpfs dev
device() { mknod --mode=666 "dev/$1" c "$2" "$3"; }
device null 1 3; device zero 1 5; device full 1 7; device random 1 8; device urandom 1 9; device tty 5 0; device nvidia0 1 3
mkdir dev/net dev/pts dev/shm
device net/tun 10 200
mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts dev/pts
mount -t tmpfs -o mode=1777 tmpfs dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
for n in 0:stdin 1:stdout 2:stderr; do ln -s "fd/\${n%:*}" "dev/\${n#*:}"; done
hostname "$(cat etc/hostname)"
pivot_root . .
umount -l .
mount --make-rshared /
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin setpriv --bounding-set=-sys_time,-sys_module,-audit_control /sbin/init`;
