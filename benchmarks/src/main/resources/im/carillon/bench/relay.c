/*
 * The baseline of the benchmarks: what a byte costs on its way through this machine when nobody looks at it.
 * Passes whole lines between the connections of a pair (the first accepted with the second, the third with the
 * fourth), back to where they came from when started with the argument "echo", to all connections when started with
 * "room", or whatever comes, line or not, with "bytes". One thread, epoll, level-triggered.
 * Prints its port; ends when its standard input does.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define LINKS 65536
#define LONGEST 65536

struct link {
    int peer;
    int held; /* bytes of a line that is not whole yet */
    char *rest;
};

static struct link links[LINKS];
static char buffer[2 * LONGEST];
static int waiting = -1;
static int echo;
static int bytes_alone;
static int room;
static int members[LINKS];
static int present;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void forget(int fd) {
    int peer = links[fd].peer;
    if (peer >= 0 && peer != fd) links[peer].peer = -1;
    if (waiting == fd) waiting = -1;
    for (int i = 0; i < present; i++) {
        if (members[i] == fd) members[i] = members[--present];
    }
    free(links[fd].rest);
    memset(&links[fd], 0, sizeof links[fd]);
    links[fd].peer = -1;
    close(fd);
}

static void admit(int listener, int poll) {
    int fd = accept4(listener, NULL, NULL, 0);
    if (fd < 0) return;
    if (fd >= LINKS) fail("too many links");
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    members[present++] = fd;
    links[fd].peer = echo || room ? fd : waiting;
    if (links[fd].peer == fd) {
        /* alone, or one of all */
    } else if (waiting < 0) {
        waiting = fd;
    } else {
        links[waiting].peer = fd;
        waiting = -1;
    }
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    if (epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event) < 0) fail("epoll_ctl");
}

/* blocking writes: what is in flight is bounded by the load and fits the socket buffers */
static void pass_on(int fd, const char *bytes, int count) {
    while (count > 0) {
        ssize_t written = send(fd, bytes, count, MSG_NOSIGNAL);
        if (written < 0 && errno != EINTR) return;
        if (written > 0) {
            bytes += written;
            count -= written;
        }
    }
}

static void move(int fd) {
    struct link *link = &links[fd];
    if (link->held) memcpy(buffer, link->rest, link->held);
    ssize_t count = recv(fd, buffer + link->held, LONGEST - link->held, 0);
    if (count <= 0) {
        forget(fd);
        return;
    }
    if (bytes_alone) {
        if (link->peer >= 0) pass_on(link->peer, buffer, count);
        return;
    }
    int total = link->held + count;
    char *end = memrchr(buffer, '\n', total);
    int whole = end ? end - buffer + 1 : 0;
    if (whole && room) {
        for (int i = 0; i < present; i++) pass_on(members[i], buffer, whole);
    } else if (whole && link->peer >= 0) {
        pass_on(link->peer, buffer, whole);
    }
    link->held = total - whole;
    if (link->held) {
        if (!link->rest) link->rest = malloc(LONGEST);
        memcpy(link->rest, buffer + whole, link->held);
    }
}

int main(int argc, char **argv) {
    echo = argc > 1 && !strcmp(argv[1], "echo");
    bytes_alone = argc > 1 && !strcmp(argv[1], "bytes");
    room = argc > 1 && !strcmp(argv[1], "room");
    for (int i = 0; i < LINKS; i++) links[i].peer = -1;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    if (bind(listener, (struct sockaddr *) &address, length) < 0 || listen(listener, 1024) < 0) fail("listen");
    getsockname(listener, (struct sockaddr *) &address, &length);
    int poll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};
    if (epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event) < 0) fail("epoll_ctl");
    event.data.fd = STDIN_FILENO;
    if (epoll_ctl(poll, EPOLL_CTL_ADD, STDIN_FILENO, &event) < 0) fail("standard input is not a pipe");
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    for (;;) {
        struct epoll_event ready[256];
        int count = epoll_wait(poll, ready, 256, -1);
        for (int i = 0; i < count; i++) {
            int fd = ready[i].data.fd;
            if (fd == STDIN_FILENO) return 0;
            if (fd == listener) admit(listener, poll);
            else move(fd);
        }
    }
}
